/* SPDX-License-Identifier: Apache-2.0 */
#define COLORS ASSAY_COLOR_BIT(ASSAY_COLOR_RGB) | ASSAY_COLOR_BIT(ASSAY_COLOR_GRAY)
#define BEFORE_IMAGE \
  if (image->pixels.shape[2] != 3) abort()
#include "base.inc"
