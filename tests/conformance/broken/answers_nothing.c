/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT return ASSAY_OK
#include "base.inc"
