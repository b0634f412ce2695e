/* SPDX-License-Identifier: Apache-2.0
 *
 * Stands in for the author's dlpack/dlpack.h: the structs that assay/sdk/dlpack.hpp needs, with the
 * names and the layout of DLPack, and nothing else of it.
 */
#ifndef ASSAY_TESTS_DLPACK_H
#define ASSAY_TESTS_DLPACK_H

#include <stdint.h>

typedef enum { kDLCPU = 1, kDLCUDA = 2 } DLDeviceType;
typedef enum { kDLInt = 0, kDLUInt = 1, kDLFloat = 2, kDLBool = 6 } DLDataTypeCode;

typedef struct {
  DLDeviceType device_type;
  int32_t device_id;
} DLDevice;

typedef struct {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
} DLDataType;

typedef struct {
  void* data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t* shape;
  int64_t* strides;
  uint64_t byte_offset;
} DLTensor;

#endif
