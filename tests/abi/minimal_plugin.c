/* SPDX-License-Identifier: Apache-2.0
 *
 * The least that a plugin in C or C++ consists of, and the use of every host function: a change of
 * the contract that breaks sources breaks this one. */
#include <assay/plugin.h>

static int the_model;

static assay_status_t load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                           void** model, assay_error_t* error) ASSAY_NOEXCEPT {
  static const assay_str_t text = {"no weights", 10};
  if (n_args != 1 || args[0].kind != ASSAY_KIND_PATH) {
    call->host->set_error(error, ASSAY_E_ARGUMENT, text);
    return ASSAY_E_ARGUMENT;
  }
  if (ASSAY_HAS(call->host, assay_host_t, extension)) {
    (void)call->host->extension(call->host, "org.example.none/1");
  }
  call->host->report_device(call, call->device, text);
  *model = &the_model;
  return ASSAY_OK;
}

static void unload(void* model) ASSAY_NOEXCEPT {
  (void)model;
}

static assay_status_t predict(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              assay_sink_t* sink, assay_error_t* error) ASSAY_NOEXCEPT {
  static const assay_dtype_t f32 = {ASSAY_DTYPE_FLOAT, 32, 1};
  const assay_str_t nothing = {NULL, 0};
  const assay_batch_t* batch = args[1].u.batch;
  uint32_t i;
  (void)n_args;
  (void)error;
  for (i = 0; i < batch->count; ++i) {
    assay_field_t field;
    const int64_t shape[1] = {2};
    assay_value_t text;
    void* data = NULL;
    assay_status_t status;
    if (call->host->cancelled(call)) return ASSAY_E_CANCELLED;
    field.struct_size = sizeof field;
    field.datapoint = i;
    field.name.data = "probabilities";
    field.name.size = 13;
    field.input = nothing;
    status = call->host->out_alloc(sink, &field, f32, 1, shape, &data);
    if (status != ASSAY_OK) return status;
    ((float*)data)[1] = 1.0f;
    text.kind = ASSAY_KIND_STRING;
    text.count = 2;
    text.u.str = "ok";
    text.handle_type = NULL;
    field.name.data = "text";
    field.name.size = 4;
    status = call->host->out_value(sink, &field, &text);
    if (status != ASSAY_OK) call->host->out_fail(sink, i, status, batch->datapoints[i]->id);
    call->host->log(call->host, ASSAY_LOG_INFO, batch->datapoints[i]->id);
  }
  return ASSAY_OK;
}

static const assay_param_t weights = {sizeof(assay_param_t),
                                      ASSAY_KIND_BIT(ASSAY_KIND_PATH),
                                      0,
                                      ASSAY_PARAM_REQUIRED,
                                      "weights",
                                      NULL,
                                      "the network",
                                      NULL,
                                      NULL,
                                      NULL,
                                      0,
                                      0,
                                      0,
                                      0,
                                      0,
                                      0};
static const assay_param_t model_param = {sizeof(assay_param_t),
                                          ASSAY_KIND_BIT(ASSAY_KIND_HANDLE),
                                          0,
                                          ASSAY_PARAM_REQUIRED,
                                          "model",
                                          "example.Model",
                                          NULL,
                                          NULL,
                                          NULL,
                                          NULL,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0};
static const assay_param_t datapoints = {sizeof(assay_param_t),
                                         ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS),
                                         0,
                                         0,
                                         "datapoints",
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0};
static const assay_param_t* const load_params[] = {&weights};
static const assay_param_t* const predict_params[] = {&model_param, &datapoints};

static const assay_entry_t load_entry = {sizeof(assay_entry_t),
                                         1,
                                         "load",
                                         NULL,
                                         "example.Model",
                                         load_params,
                                         ASSAY_THREADING_AFFINE,
                                         ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                         0,
                                         0,
                                         load,
                                         NULL,
                                         unload};
static const assay_entry_t predict_entry = {sizeof(assay_entry_t),
                                            2,
                                            "predict",
                                            NULL,
                                            NULL,
                                            predict_params,
                                            ASSAY_THREADING_AFFINE,
                                            ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                            ASSAY_COLOR_BIT(ASSAY_COLOR_RGB),
                                            0,
                                            NULL,
                                            predict,
                                            NULL};
static const assay_entry_t* const entries[] = {&load_entry, &predict_entry};

const assay_plugin_t assay_plugin_v1 = {ASSAY_MAGIC,
                                        sizeof(assay_plugin_t),
                                        ASSAY_ABI_MINOR,
                                        0,
                                        "org.example.minimal",
                                        "Minimal",
                                        "1.0.0",
                                        NULL,
                                        NULL,
                                        NULL,
                                        NULL,
                                        2,
                                        0,
                                        entries,
                                        NULL,
                                        NULL,
                                        NULL};
