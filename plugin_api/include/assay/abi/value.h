/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of the definition as they reach a plugin, and values a plugin hands back. Frozen.
 * Borrowed for the call: copy what is to be kept.
 */
#ifndef ASSAY_ABI_VALUE_H
#define ASSAY_ABI_VALUE_H

#include <assay/abi/datapoint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t assay_kind_t;
#define ASSAY_KIND_NULL 0u
#define ASSAY_KIND_BOOL 1u       /* u.i is 0 or 1 */
#define ASSAY_KIND_INT 2u        /* u.i */
#define ASSAY_KIND_FLOAT 3u      /* u.f, finite or not */
#define ASSAY_KIND_STRING 4u     /* u.str, `count` bytes of UTF-8 */
#define ASSAY_KIND_PATH 5u       /* as STRING: a file-system path; the host makes it absolute */
#define ASSAY_KIND_LIST 6u       /* u.list, `count` values */
#define ASSAY_KIND_MAP 7u        /* u.map, `count` pairs, in file order, keys unique */
#define ASSAY_KIND_HANDLE 8u     /* u.handle, made by a load entry; handle_type is its model_type */
#define ASSAY_KIND_DATAPOINTS 9u /* u.batch: the datapoints of this predict call */
#define ASSAY_KIND_IMAGES 10u    /* u.images: the images of this predict call */
#define ASSAY_KIND_BIT(kind) (1u << (kind))

typedef struct assay_value assay_value_t;
typedef struct assay_pair assay_pair_t;

/* Frozen: 24 bytes. */
struct assay_value {
  assay_kind_t kind;
  uint32_t count; /* elements of a list or map, bytes of a string or path, else 0 */
  union {
    int64_t i;
    double f;
    const char* str;
    const assay_value_t* list;
    const assay_pair_t* map;
    void* handle;
    const assay_batch_t* batch;
    const assay_image_list_t* images;
    uint64_t bits;
  } u;
  const char* handle_type; /* NUL-terminated; ASSAY_KIND_HANDLE only, else NULL */
};

/* Frozen: 40 bytes. */
struct assay_pair {
  assay_str_t key;
  assay_value_t value;
};

#ifdef __cplusplus
}
#endif

#endif
