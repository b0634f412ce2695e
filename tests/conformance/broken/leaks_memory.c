/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD \
  if (n_args == 1) memset(malloc(1 << 20), 1, 1 << 20)
#include "base.inc"
