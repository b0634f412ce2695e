/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT return ASSAY_E_INTERNAL
#include "base.inc"
