/* SPDX-License-Identifier: Apache-2.0 */
#define THREADING ASSAY_THREADING_SERIAL
static _Thread_local int loads_here;
#define BEFORE_LOAD loads_here += 1
#define BEFORE_PREDICT                                                                            \
  if (loads_here == 0) do {                                                                       \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("another thread loaded the model")); \
      return ASSAY_E_UNSUPPORTED;                                                                 \
  } while (0)
#include "base.inc"
