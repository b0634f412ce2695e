/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD                                                                   \
  if (call->host->struct_size != sizeof *call->host) do {                             \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("the host is another")); \
      return ASSAY_E_UNSUPPORTED;                                                     \
  } while (0)
#include "base.inc"
