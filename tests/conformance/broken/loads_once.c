/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD                                                                        \
  static int loads;                                                                        \
  if (loads++ > 0) do {                                                                    \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("there is a model already")); \
      return ASSAY_E_UNSUPPORTED;                                                          \
  } while (0)
#include "base.inc"
