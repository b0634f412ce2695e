/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT                                                           \
  static int calls;                                                              \
  if (calls++ > 9) do {                                                          \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("ten are enough")); \
      return ASSAY_E_UNSUPPORTED;                                                \
  } while (0)
#include "base.inc"
