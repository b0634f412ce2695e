/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#define BEFORE_LOAD setenv("ASSAY_BROKEN", "1", 1)
#include "base.inc"
