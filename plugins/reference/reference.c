/* SPDX-License-Identifier: Apache-2.0
 *
 * A model that is no network: what it finds follows from the pixels alone, by integer arithmetic,
 * so equal images give equal bytes on every machine, for any number of threads, workers and
 * batches. Also the example of a plugin in plain C. */
#include "tables.h"

#include <stdlib.h>

struct reference_model {
  int64_t max_boxes;
  int64_t classes;
  uint64_t seed;
};

static assay_str_t text_of(const char* text) {
  assay_str_t made = {text, 0};
  while (text[made.size] != '\0') ++made.size;
  return made;
}

/* SplitMix64 (Steele, Lea, Flood 2014): the next number of a sequence. */
static uint64_t next(uint64_t* state) {
  uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* 0 .. bound - 1 */
static int64_t below(uint64_t* state, int64_t bound) {
  return (int64_t)(next(state) % (uint64_t)bound);
}

/* FNV-1a over the pixels, not the padding of rows, and the size. */
static uint64_t digest_of(const assay_image_t* image, uint64_t seed) {
  const assay_tensor_t* pixels = &image->pixels;
  const unsigned char* first = (const unsigned char*)pixels->data + pixels->byte_offset;
  const int64_t row_bytes = pixels->shape[1] * pixels->shape[2];
  uint64_t digest = UINT64_C(0xCBF29CE484222325) ^ seed;
  int64_t y, x;
  digest = (digest ^ (uint64_t)pixels->shape[0]) * UINT64_C(0x100000001B3);
  digest = (digest ^ (uint64_t)pixels->shape[1]) * UINT64_C(0x100000001B3);
  for (y = 0; y < pixels->shape[0]; ++y) {
    const unsigned char* row = first + y * pixels->strides[0];
    for (x = 0; x < row_bytes; ++x) digest = (digest ^ row[x]) * UINT64_C(0x100000001B3);
  }
  return digest;
}

static assay_status_t allocate(const assay_call_t* call, assay_sink_t* sink, uint32_t datapoint,
                               const char* name, assay_dtype_t dtype, int32_t ndim,
                               const int64_t* shape, void** data) {
  assay_field_t field = {sizeof(assay_field_t), 0, {NULL, 0}, {NULL, 0}};
  field.datapoint = datapoint;
  field.name = text_of(name);
  return call->host->out_alloc(sink, &field, dtype, ndim, shape, data);
}

static const assay_dtype_t kF32 = {ASSAY_DTYPE_FLOAT, 32, 1};
static const assay_dtype_t kI64 = {ASSAY_DTYPE_INT, 64, 1};

/* A number in 0 .. 1 that a float holds exactly. */
static float fraction(uint64_t* state) {
  return (float)below(state, 1025) / 1024.0f;
}

/* Corners on quarter pixels inside the image. */
static void draw_box(uint64_t* state, const assay_image_t* image, float* box) {
  const int64_t extents[2] = {image->pixels.shape[1], image->pixels.shape[0]};
  int axis;
  for (axis = 0; axis < 2; ++axis) {
    const int64_t low = below(state, 4 * extents[axis]);
    const int64_t high = low + 1 + below(state, 4 * extents[axis] - low);
    box[axis] = (float)low / 4.0f;
    box[axis + 2] = (float)high / 4.0f;
  }
}

static assay_status_t detect(const assay_call_t* call, const struct reference_model* model,
                             const assay_image_t* image, uint32_t datapoint, assay_sink_t* sink) {
  uint64_t state = digest_of(image, model->seed);
  const int64_t count = below(&state, model->max_boxes + 1);
  const int64_t box_shape[2] = {count, 4};
  void *boxes = NULL, *scores = NULL, *classes = NULL;
  assay_status_t status;
  int64_t i;
  status = allocate(call, sink, datapoint, "boxes", kF32, 2, box_shape, &boxes);
  if (status != ASSAY_OK) return status;
  status = allocate(call, sink, datapoint, "scores", kF32, 1, &count, &scores);
  if (status != ASSAY_OK) return status;
  status = allocate(call, sink, datapoint, "classes", kI64, 1, &count, &classes);
  if (status != ASSAY_OK) return status;
  for (i = 0; i < count; ++i) {
    draw_box(&state, image, (float*)boxes + 4 * i);
    ((float*)scores)[i] = fraction(&state);
    ((int64_t*)classes)[i] = below(&state, model->classes);
  }
  return ASSAY_OK;
}

/* Weights 1 .. 1024, divided by their sum. */
static assay_status_t grade(const assay_call_t* call, const struct reference_model* model,
                            const assay_image_t* image, uint32_t datapoint, assay_sink_t* sink) {
  uint64_t state = digest_of(image, model->seed);
  void* probabilities = NULL;
  int64_t sum = 0;
  int64_t i;
  float* values;
  const assay_status_t status =
      allocate(call, sink, datapoint, "probabilities", kF32, 1, &model->classes, &probabilities);
  if (status != ASSAY_OK) return status;
  values = probabilities;
  for (i = 0; i < model->classes; ++i) {
    const int64_t weight = 1 + below(&state, 1024);
    values[i] = (float)weight;
    sum += weight;
  }
  for (i = 0; i < model->classes; ++i) values[i] = (float)((double)values[i] / (double)sum);
  return ASSAY_OK;
}

typedef assay_status_t (*one_fn)(const assay_call_t*, const struct reference_model*,
                                 const assay_image_t*, uint32_t, assay_sink_t*);

static assay_status_t for_each(const assay_call_t* call, const assay_value_t* args, one_fn one,
                               assay_sink_t* sink, assay_error_t* error) {
  const struct reference_model* model = args[0].u.handle;
  const assay_image_list_t* list = args[1].u.images;
  uint32_t i;
  for (i = 0; i < list->count; ++i) {
    assay_status_t status;
    if (call->host->cancelled(call)) {
      call->host->set_error(error, ASSAY_E_CANCELLED, text_of("cancelled between images"));
      return ASSAY_E_CANCELLED;
    }
    status = one(call, model, list->images[i], i, sink);
    if (status != ASSAY_OK) {
      call->host->out_fail(sink, i, status, text_of("the host gave no memory for a field"));
    }
  }
  return ASSAY_OK;
}

assay_status_t reference_predict(const assay_call_t* call, const assay_value_t* args,
                                 uint32_t n_args, assay_sink_t* sink, assay_error_t* error) {
  (void)n_args; /* the host has checked it against the table */
  return for_each(call, args, detect, sink, error);
}

assay_status_t reference_classify(const assay_call_t* call, const assay_value_t* args,
                                  uint32_t n_args, assay_sink_t* sink, assay_error_t* error) {
  (void)n_args;
  return for_each(call, args, grade, sink, error);
}

assay_status_t reference_load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              void** model, assay_error_t* error) {
  struct reference_model* made;
  uint32_t i;
  /* A host of this contract has checked both; only a broken one comes here with others. */
  for (i = 0; i < 3; ++i) {
    if (i < n_args && args[i].kind == ASSAY_KIND_INT) continue;
    call->host->set_error(error, ASSAY_E_ARGUMENT, text_of("load takes three integers"));
    return ASSAY_E_ARGUMENT;
  }
  made = malloc(sizeof *made);
  if (made == NULL) {
    call->host->set_error(error, ASSAY_E_MEMORY, text_of("no memory for the model"));
    return ASSAY_E_MEMORY;
  }
  made->max_boxes = args[0].u.i;
  made->classes = args[1].u.i;
  made->seed = (uint64_t)args[2].u.i;
  call->host->report_device(call, call->device, text_of("cpu, integer arithmetic"));
  *model = made;
  return ASSAY_OK;
}

void reference_unload(void* model) {
  free(model);
}
