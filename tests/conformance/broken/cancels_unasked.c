/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT                                                         \
  do {                                                                         \
    call->host->set_error(error, ASSAY_E_CANCELLED, text("no time for this")); \
    return ASSAY_E_CANCELLED;                                                  \
  } while (0)
#include "base.inc"
