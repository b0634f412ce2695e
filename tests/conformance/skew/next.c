/* SPDX-License-Identifier: Apache-2.0
 *
 * A plugin of the next minor: it finds one box in each image, of class 1 where the host has what is
 * new in that minor, else of class 0. NEEDED says which host it needs. */
#include <assay/plugin.h>
#include <stddef.h>
#include <string.h>

static assay_status_t load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                           void** model, assay_error_t* error) {
  (void)call, (void)args, (void)n_args, (void)error;
  *model = NULL;
  return ASSAY_OK;
}

static void unload(void* model) {
  (void)model;
}

static assay_status_t give(const assay_call_t* call, assay_sink_t* sink, uint32_t datapoint,
                           const char* name, assay_dtype_t dtype, int32_t ndim, const void* from) {
  const int64_t shape[2] = {1, 4};
  const assay_field_t field = {sizeof field, datapoint, {name, strlen(name)}, {NULL, 0}};
  void* data = NULL;
  const assay_status_t status = call->host->out_alloc(sink, &field, dtype, ndim, shape, &data);
  if (status == ASSAY_OK) memcpy(data, from, (ndim == 2 ? 4u : 1u) * dtype.bits / 8u);
  return status;
}

static assay_status_t predict(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              assay_sink_t* sink, assay_error_t* error) {
  const assay_batch_t* batch = args[1].u.batch;
  const assay_dtype_t f32 = {ASSAY_DTYPE_FLOAT, 32, 1};
  const assay_dtype_t i64 = {ASSAY_DTYPE_INT, 64, 1};
  const float box[4] = {1, 1, 5, 5};
  const float score = 0.5f;
  const int knows = ASSAY_HAS(call->host, assay_host_t, now) && call->host->now(call->host) > 0;
  const int64_t found = knows ? 1 : 0;
  (void)n_args, (void)error;
  for (uint32_t i = 0; i < batch->count; ++i) {
    assay_status_t status = give(call, sink, i, "boxes", f32, 2, box);
    if (status == ASSAY_OK) status = give(call, sink, i, "scores", f32, 1, &score);
    if (status == ASSAY_OK) status = give(call, sink, i, "classes", i64, 1, &found);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static const assay_param_t model_param = {.struct_size = sizeof(assay_param_t),
                                          .kinds = ASSAY_KIND_BIT(ASSAY_KIND_HANDLE),
                                          .flags = ASSAY_PARAM_REQUIRED,
                                          .name = "model",
                                          .handle_type = "Next"};
static const assay_param_t datapoints = {.struct_size = sizeof(assay_param_t),
                                         .kinds = ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS),
                                         .name = "datapoints"};
static const assay_param_t* const params[] = {&model_param, &datapoints};
static const assay_entry_t load_entry = {.struct_size = sizeof(assay_entry_t),
                                         .name = "load",
                                         .model_type = "Next",
                                         .device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                         .load = load,
                                         .unload = unload,
                                         .since_next_minor = "unknown to an older host"};
static const assay_entry_t predict_entry = {.struct_size = sizeof(assay_entry_t),
                                            .n_params = 2,
                                            .name = "predict",
                                            .params = params,
                                            .device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                            .color_mask = ASSAY_COLOR_BIT(ASSAY_COLOR_RGB),
                                            .predict = predict};
static const assay_entry_t* const entries[] = {&load_entry, &predict_entry};

const assay_plugin_t assay_plugin_v1 = {.magic = ASSAY_MAGIC,
                                        .struct_size = sizeof(assay_plugin_t),
                                        .abi_minor = ASSAY_ABI_MINOR,
                                        .min_host_minor = NEEDED,
                                        .id = "org.example.next",
                                        .name = "Next",
                                        .version = "1.0.0",
                                        .n_entries = 2,
                                        .entries = entries,
                                        .since_next_minor = "unknown to an older host"};
