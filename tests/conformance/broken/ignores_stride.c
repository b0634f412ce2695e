/* SPDX-License-Identifier: Apache-2.0 */
#define MEAN_OF(image) mean_as_if_dense(image)
struct assay_image;
static float mean_as_if_dense(const struct assay_image*);
#include "base.inc"

static float mean_as_if_dense(const assay_image_t* image) {
  int64_t strides[3] = {image->pixels.shape[1] * image->pixels.shape[2], 1, 1};
  assay_image_t dense = *image;
  dense.pixels.strides = strides;
  return mean_of(&dense);
}
