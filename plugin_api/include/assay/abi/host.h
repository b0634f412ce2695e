/* SPDX-License-Identifier: Apache-2.0
 *
 * What the host offers to a plugin: logging, errors, cancellation, and the way outputs leave.
 *
 * Each function ends with its calling rule in brackets:
 *   [any thread]   the thread that was called, or one the plugin started within that call
 *   [call thread]  only the thread that was called
 *   [in call]      only until the call that handed over the argument returns
 * Texts and arrays passed to the host are copied before it returns, and are never kept.
 */
#ifndef ASSAY_ABI_HOST_H
#define ASSAY_ABI_HOST_H

#include <assay/abi/value.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct assay_host assay_host_t;
typedef struct assay_call assay_call_t;
typedef struct assay_error assay_error_t; /* opaque, the host's */
typedef struct assay_sink assay_sink_t;   /* opaque, the host's: where outputs go */

typedef int32_t assay_log_level_t;
#define ASSAY_LOG_DEBUG 0
#define ASSAY_LOG_INFO 1
#define ASSAY_LOG_WARN 2
#define ASSAY_LOG_ERROR 3

/* Names one output: a field of one datapoint. */
typedef struct assay_field {
  uint32_t struct_size;
  uint32_t datapoint; /* index in the batch, from 0 */
  assay_str_t name;   /* "boxes", "scores", "classes", ...: see the table in README.md */
  assay_str_t input;  /* the input of the datapoint it refers to; {NULL, 0}: its first image */
} assay_field_t;

struct assay_host {
  uint32_t struct_size;
  uint32_t abi_minor; /* of the header the host was compiled with */
  assay_str_t name;
  assay_str_t version;

  /* Writes a line to the run's log, tagged with the plugin's id. [any thread] */
  void (*log)(const assay_host_t*, assay_log_level_t, assay_str_t text) ASSAY_NOEXCEPT;

  /* Says why the call is about to return a status other than ASSAY_OK. A failing call must set a
   * text. A second call appends a "caused by" line. [call thread, in call] */
  void (*set_error)(assay_error_t*, assay_status_t, assay_str_t text) ASSAY_NOEXCEPT;

  /* 1 when the call should stop soon (interrupted, or past its deadline), else 0. Cheap enough for
   * every image or layer; the process is killed some seconds after it begins to answer 1 to a call
   * that goes on. [any thread, in call] */
  int32_t (*cancelled)(const assay_call_t*) ASSAY_NOEXCEPT;

  /* Tells what the model really runs on, from load or predict. `name` is free text for the report,
   * e.g. "NVIDIA H200" or "cpu, 2 threads". Where the definition asks for a GPU, a plugin that
   * never reports one fails the run. [any thread, in call] */
  void (*report_device)(const assay_call_t*, assay_device_t, assay_str_t name) ASSAY_NOEXCEPT;

  /* Gives host memory for one field: `*data` points to the elements in C order, zeroed, on a
   * multiple of 64 bytes, writable until predict returns. The shape is final. Fails with
   * ASSAY_E_ARGUMENT (field already given, bad index, dtype or shape) or ASSAY_E_MEMORY.
   * [any thread, in call] */
  assay_status_t (*out_alloc)(assay_sink_t*, const assay_field_t*, assay_dtype_t, int32_t ndim,
                              const int64_t* shape, void** data) ASSAY_NOEXCEPT;

  /* Copies a CPU tensor, whatever its strides, into one field. Errors as out_alloc, and
   * ASSAY_E_UNSUPPORTED for memory of another device. [any thread, in call] */
  assay_status_t (*out_copy)(assay_sink_t*, const assay_field_t*,
                             const assay_tensor_t*) ASSAY_NOEXCEPT;

  /* Copies a value (text, number, list or map of these) into one field. Errors as out_alloc.
   * [any thread, in call] */
  assay_status_t (*out_value)(assay_sink_t*, const assay_field_t*,
                              const assay_value_t*) ASSAY_NOEXCEPT;

  /* Declares that one datapoint could not be processed; its fields are dropped, its batch mates are
   * kept. [any thread, in call] */
  void (*out_fail)(assay_sink_t*, uint32_t datapoint, assay_status_t,
                   assay_str_t text) ASSAY_NOEXCEPT;

  /* An optional feature by its id ("assay.<name>/<revision>"), NULL when unknown. The result lives
   * as long as the host. [any thread] */
  const void* (*extension)(const assay_host_t*, const char* id)ASSAY_NOEXCEPT;
};

/* One call of load or predict. */
struct assay_call {
  uint32_t struct_size;
  uint32_t threads; /* how many threads the plugin should use; at least 1 */
  const assay_host_t* host;
  assay_device_t device; /* where the model must run */
  int64_t deadline_ns;   /* CLOCK_MONOTONIC; 0: none */
};

#ifdef __cplusplus
}
#endif

#endif
