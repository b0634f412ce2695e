/* SPDX-License-Identifier: Apache-2.0
 *
 * As who was compiled with a larger struct and does not ask ASSAY_HAS. */
#define BEFORE_PREDICT (void)((const volatile int64_t*)call)[sizeof *call / 8]
#include "base.inc"
