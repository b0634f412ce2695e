/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD \
  if (loads++ > 0) abort()
static int loads;
#include "base.inc"
