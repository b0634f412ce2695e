/* SPDX-License-Identifier: Apache-2.0
 *
 * As who copies height * stride bytes: behind the last row there is no padding. */
#define BEFORE_IMAGE                                                                \
  do {                                                                              \
    const volatile unsigned char* bytes = image->pixels.data;                       \
    for (int64_t b = 0; b < image->pixels.shape[0] * image->pixels.strides[0]; ++b) \
      (void)bytes[b];                                                               \
  } while (0)
#include "base.inc"
