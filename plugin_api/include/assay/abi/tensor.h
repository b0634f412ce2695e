/* SPDX-License-Identifier: Apache-2.0
 *
 * Devices, element types and tensors. Codes and layout are DLPack's (DLDevice, DLDataType,
 * DLTensor), so a tensor can be handed to a DLPack consumer as it is. All three are frozen.
 */
#ifndef ASSAY_ABI_TENSOR_H
#define ASSAY_ABI_TENSOR_H

#include <assay/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Frozen: 8 bytes. */
typedef struct assay_device {
  int32_t type; /* ASSAY_DEVICE_ code */
  int32_t id;   /* ordinal among the devices of that type, from 0 */
} assay_device_t;
#define ASSAY_DEVICE_CPU 1
#define ASSAY_DEVICE_CUDA 2
#define ASSAY_DEVICE_BIT(type) (1u << (type))

/* Frozen: 4 bytes. */
typedef struct assay_dtype {
  uint8_t code;   /* ASSAY_DTYPE_ code */
  uint8_t bits;   /* of one element */
  uint16_t lanes; /* always 1 here */
} assay_dtype_t;
#define ASSAY_DTYPE_INT 0
#define ASSAY_DTYPE_UINT 1
#define ASSAY_DTYPE_FLOAT 2
#define ASSAY_DTYPE_BOOL 6

/* Frozen: 48 bytes. */
typedef struct assay_tensor {
  void* data;
  assay_device_t device;
  int32_t ndim;
  assay_dtype_t dtype;
  int64_t* shape;       /* `ndim` extents, in elements */
  int64_t* strides;     /* `ndim` steps, in ELEMENTS; never NULL when ndim > 0 */
  uint64_t byte_offset; /* from `data` to the first element, in BYTES */
} assay_tensor_t;

#ifdef __cplusplus
}
#endif

#endif
