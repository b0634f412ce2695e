/* SPDX-License-Identifier: Apache-2.0
 *
 * As who was compiled with a larger struct and does not ask ASSAY_HAS. */
#define BEFORE_PREDICT \
  if (((const volatile int64_t*)call)[sizeof *call / 8] == 1) return ASSAY_E_INTERNAL
#include "base.inc"
