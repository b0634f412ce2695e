/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD \
  if (((const volatile char*)call->host)[call->host->struct_size] == 1) return ASSAY_E_INTERNAL
#include "base.inc"
