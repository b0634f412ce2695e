/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT                                               \
  if (call->host->cancelled(call)) {                                 \
    call->host->set_error(error, ASSAY_E_INTERNAL, text("stopped")); \
    return ASSAY_E_INTERNAL;                                         \
  }
#include "base.inc"
