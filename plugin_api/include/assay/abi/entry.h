/* SPDX-License-Identifier: Apache-2.0
 *
 * The functions a plugin offers and their parameters. All of it is constant data, so that a checker
 * can read it without running the plugin.
 */
#ifndef ASSAY_ABI_ENTRY_H
#define ASSAY_ABI_ENTRY_H

#include <assay/abi/host.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct assay_param assay_param_t;

/* One parameter. The host checks the definition's `inputs` against it before anything runs. */
struct assay_param {
  uint32_t struct_size;
  uint32_t kinds;         /* OR of ASSAY_KIND_BIT; an int is accepted for FLOAT and converted */
  uint32_t element_kinds; /* of the elements of a list or map; 0: any */
  uint32_t flags;         /* OR of ASSAY_PARAM_ bits */
#define ASSAY_PARAM_REQUIRED 1u       /* the definition must give it; else the default is passed */
#define ASSAY_PARAM_SECRET 2u         /* its value is never logged or recorded */
#define ASSAY_PARAM_MINIMUM 4u        /* `minimum` holds, inclusive */
#define ASSAY_PARAM_MAXIMUM 8u        /* `maximum` holds, inclusive */
  const char* name;                   /* an identifier, unique in its entry */
  const char* handle_type;            /* with HANDLE among the kinds: the model_type it wants */
  const char* doc;                    /* one sentence, or NULL */
  const assay_value_t* default_value; /* NULL: none, an optional parameter then gets NULL's value */
  const assay_value_t* choices;       /* `n_choices` allowed values, or NULL */
  const assay_param_t* const* members; /* `n_members` keys of a map, or NULL: any keys */
  uint32_t n_choices;
  uint32_t n_members;
  double minimum; /* of an int or float, or of each element */
  double maximum;
  uint32_t min_elements; /* that a list has */
  uint32_t max_elements; /* 0: no limit */
};

/* How entries may be called. The host may be stricter than this, never looser. */
typedef uint32_t assay_threading_t;
#define ASSAY_THREADING_AFFINE 0u /* one thread calls load, predict and unload, one at a time */
#define ASSAY_THREADING_SERIAL 1u /* any thread, one call at a time in the whole plugin */
#define ASSAY_THREADING_MODEL 2u  /* calls on different models may overlap */
#define ASSAY_THREADING_FREE 3u   /* any calls may overlap */

/* Makes a model. args[i] belongs to params[i] of the entry; `n_args` equals its n_params. On
 * ASSAY_OK `*model` is the plugin's, opaque to the host, and is given back through unload once. */
typedef assay_status_t (*assay_load_fn)(const assay_call_t*, const assay_value_t* args,
                                        uint32_t n_args, void** model,
                                        assay_error_t*) ASSAY_NOEXCEPT;

/* Predicts one batch. Every datapoint needs at least one field or an out_fail. A status other than
 * ASSAY_OK fails the whole batch; the model must stay usable. */
typedef assay_status_t (*assay_predict_fn)(const assay_call_t*, const assay_value_t* args,
                                           uint32_t n_args, assay_sink_t*,
                                           assay_error_t*) ASSAY_NOEXCEPT;

typedef void (*assay_unload_fn)(void* model) ASSAY_NOEXCEPT;

/* Exactly one of load and predict is set; unload comes with load. */
typedef struct assay_entry {
  uint32_t struct_size;
  uint32_t n_params;
  const char* name;       /* the function alone: an identifier, unique in the plugin */
  const char* doc;        /* one sentence, or NULL */
  const char* model_type; /* with load: the type name of what it makes; else NULL */
  const assay_param_t* const* params;
  assay_threading_t threading;
  uint32_t device_mask; /* OR of ASSAY_DEVICE_BIT */
  uint32_t color_mask;  /* predict: OR of ASSAY_COLOR_BIT; the host converts to one of them */
  uint32_t max_batch;   /* predict: most datapoints in a call; 0: no limit */
  assay_load_fn load;
  assay_predict_fn predict;
  assay_unload_fn unload;
} assay_entry_t;

#ifdef __cplusplus
}
#endif

#endif
