/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_IMAGE                                                                        \
  if (image->struct_size != sizeof *image) do {                                             \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("the image has more fields")); \
      return ASSAY_E_UNSUPPORTED;                                                           \
  } while (0)
#include "base.inc"
