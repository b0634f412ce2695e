/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_IMAGE \
  if (image->pixels.shape[0] < 2 || image->pixels.shape[1] < 2) abort()
#include "base.inc"
