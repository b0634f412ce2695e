/* SPDX-License-Identifier: Apache-2.0 */
#define COLORS (ASSAY_COLOR_BIT(ASSAY_COLOR_RGB) | ASSAY_COLOR_BIT(ASSAY_COLOR_GRAY))
#define BEFORE_IMAGE                                                                \
  if (image->color != ASSAY_COLOR_RGB) do {                                         \
      call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("the image is gray")); \
      return ASSAY_E_UNSUPPORTED;                                                   \
  } while (0)
#include "base.inc"
