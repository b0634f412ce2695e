/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plugin is asked about: images, datapoints and batches. The host owns all of it; it is
 * valid until the call returns, and pixels are read-only (writing to them ends the process).
 * Targets (ground truth) never reach a plugin.
 */
#ifndef ASSAY_ABI_DATAPOINT_H
#define ASSAY_ABI_DATAPOINT_H

#include <assay/abi/tensor.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Order of the channels of an image. */
typedef uint32_t assay_color_t;
#define ASSAY_COLOR_RGB 1u
#define ASSAY_COLOR_BGR 2u
#define ASSAY_COLOR_GRAY 3u
#define ASSAY_COLOR_RGBA 4u
#define ASSAY_COLOR_BIT(color) (1u << (color))

/* One image: u8, shape [height, width, channels], upright (EXIF orientation is already applied
 * where the definition asks for it), sRGB-coded. strides[2] == 1, strides[1] == channels and
 * strides[0] >= width * channels (rows may be padded). Row 0 starts on a multiple of 64 bytes. */
typedef struct assay_image {
  uint32_t struct_size;
  assay_color_t color;   /* one of those the entry accepts */
  assay_tensor_t pixels; /* on the CPU in this version */
} assay_image_t;

/* What an input of a datapoint is. */
typedef uint32_t assay_input_type_t;
#define ASSAY_INPUT_IMAGE 1u

/* A named input of a datapoint. Later versions append text, tensor and value. */
typedef struct assay_input {
  uint32_t struct_size;
  assay_input_type_t type;
  assay_str_t name;           /* unique in its datapoint; "image" for the one image of most */
  const assay_image_t* image; /* when type is ASSAY_INPUT_IMAGE, else NULL */
} assay_input_t;

typedef struct assay_datapoint {
  uint32_t struct_size;
  uint32_t n_inputs;
  assay_str_t id; /* stable; for logs and messages */
  const assay_input_t* const* inputs;
} assay_datapoint_t;

/* The value of an ASSAY_KIND_DATAPOINTS parameter: the datapoints of one predict call. */
typedef struct assay_batch {
  uint32_t struct_size;
  uint32_t count;
  const assay_datapoint_t* const* datapoints;
  void* stream; /* reserved for pixels on a device; NULL: ready now */
} assay_batch_t;

/* The value of an ASSAY_KIND_IMAGES parameter: the images of the same batch, alone.
 * images[i] belongs to datapoint i: it is that datapoint's first image. */
typedef struct assay_image_list {
  uint32_t struct_size;
  uint32_t count;
  const assay_image_t* const* images;
} assay_image_list_t;

#ifdef __cplusplus
}
#endif

#endif
