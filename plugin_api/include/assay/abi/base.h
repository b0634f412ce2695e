/* SPDX-License-Identifier: Apache-2.0
 *
 * Versions, export macros, status codes and strings: what every other header of the contract uses.
 * The whole contract is C99 and C++11; no allocation crosses it and nothing in it is C++.
 * Frozen: a later minor appends, and never changes what is here.
 */
#ifndef ASSAY_ABI_BASE_H
#define ASSAY_ABI_BASE_H

#include <stddef.h>
#include <stdint.h>

#define ASSAY_ABI_MAJOR 1u
#define ASSAY_ABI_MINOR 0u /* grows by one for every appended field, code or host function */

/* First field of the descriptor: the bytes "ASY1" on a little-endian machine. */
#define ASSAY_MAGIC 0x31595341u
/* The one symbol a plugin exports: `const assay_plugin_t assay_plugin_v1`. */
#define ASSAY_PLUGIN_SYMBOL "assay_plugin_v1"

#ifdef __cplusplus
#define ASSAY_EXTERN extern "C"
#else
#define ASSAY_EXTERN extern
#endif

/* Before C++17 a function type may not carry noexcept; such plugins work, unchecked. */
#if defined(__cplusplus) && __cplusplus >= 201703L
#define ASSAY_NOEXCEPT noexcept
#else
#define ASSAY_NOEXCEPT
#endif

#define ASSAY_EXPORT ASSAY_EXTERN __attribute__((visibility("default")))

/* Does the struct behind `pointer`, as large as its maker says it is, hold `field`? Ask this before
 * reading any field that is younger than the peer you must work with. */
#ifdef __cplusplus
#define ASSAY_END_OF(type, field) (offsetof(type, field) + sizeof(type::field))
#else
#define ASSAY_END_OF(type, field) (offsetof(type, field) + sizeof(((type*)0)->field))
#endif
#define ASSAY_HAS(pointer, type, field) ((pointer)->struct_size >= ASSAY_END_OF(type, field))

#ifdef __cplusplus
extern "C" {
#endif

/* Result of a call. Codes are never reused; an unknown code reads as ASSAY_E_INTERNAL. */
typedef int32_t assay_status_t;
#define ASSAY_OK 0
#define ASSAY_E_INTERNAL 1    /* anything else */
#define ASSAY_E_ARGUMENT 2    /* a value of the definition is wrong; the text says which */
#define ASSAY_E_NOT_FOUND 3   /* weights, a file, a name */
#define ASSAY_E_UNSUPPORTED 4 /* device, dtype, layout, colour, operator */
#define ASSAY_E_MEMORY 5      /* out of memory, on the host or the device */
#define ASSAY_E_CANCELLED 6   /* only after cancelled() answered 1 */
#define ASSAY_E_DATAPOINT 7   /* this datapoint cannot be processed, others can */

/* UTF-8 text of `size` bytes, not NUL-terminated. {NULL, 0} is "not stated". Frozen: 16 bytes. */
typedef struct assay_str {
  const char* data;
  uint64_t size;
} assay_str_t;

#ifdef __cplusplus
}
#endif

#endif
