/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD \
  if (args[0].kind != ASSAY_KIND_INT) abort()
#include "base.inc"
