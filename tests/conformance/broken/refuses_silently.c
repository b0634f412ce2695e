/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD return ASSAY_E_NOT_FOUND
#include "base.inc"
