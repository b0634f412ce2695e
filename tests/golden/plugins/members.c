/* SPDX-License-Identifier: Apache-2.0
 *
 * A load whose parameter is a map with members, which the contract has and the SDK does not make.
 * None of it runs. */
#include <assay/plugin.h>

#include <stddef.h>

static assay_status_t load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                           void** model, assay_error_t* error) {
  (void)call, (void)args, (void)n_args, (void)error;
  *model = NULL;
  return ASSAY_OK;
}

static void unload(void* model) {
  (void)model;
}

static assay_status_t predict(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              assay_sink_t* sink, assay_error_t* error) {
  (void)call, (void)args, (void)n_args, (void)sink, (void)error;
  return ASSAY_E_UNSUPPORTED;
}

static const assay_param_t kDepth = {.struct_size = sizeof(assay_param_t),
                                     .kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT),
                                     .flags = ASSAY_PARAM_REQUIRED,
                                     .name = "depth"};
static const assay_param_t kWidth = {.struct_size = sizeof(assay_param_t),
                                     .kinds = ASSAY_KIND_BIT(ASSAY_KIND_FLOAT),
                                     .flags = ASSAY_PARAM_MINIMUM,
                                     .name = "width",
                                     .minimum = 0.5};
static const assay_param_t kPassword = {.struct_size = sizeof(assay_param_t),
                                        .kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT),
                                        .flags = ASSAY_PARAM_SECRET,
                                        .name = "password"};
static const assay_param_t* const kMembers[] = {&kDepth, &kWidth, &kPassword};
static const assay_param_t kNetwork = {.struct_size = sizeof(assay_param_t),
                                       .kinds = ASSAY_KIND_BIT(ASSAY_KIND_MAP),
                                       .flags = ASSAY_PARAM_REQUIRED,
                                       .name = "network",
                                       .members = kMembers,
                                       .n_members = 3};
static const assay_param_t kDatapoints = {.struct_size = sizeof(assay_param_t),
                                          .kinds = ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS),
                                          .name = "datapoints"};

static const assay_param_t* const kLoadParams[] = {&kNetwork};
static const assay_param_t* const kPredictParams[] = {&kDatapoints};
static const assay_entry_t kLoad = {.struct_size = sizeof(assay_entry_t),
                                    .n_params = 1,
                                    .name = "load",
                                    .model_type = "Members",
                                    .params = kLoadParams,
                                    .load = load,
                                    .unload = unload};
static const assay_entry_t kPredict = {.struct_size = sizeof(assay_entry_t),
                                       .n_params = 1,
                                       .name = "predict",
                                       .params = kPredictParams,
                                       .predict = predict};
static const assay_entry_t* const kEntries[] = {&kLoad, &kPredict};

const assay_plugin_t assay_plugin_v1 = {.magic = ASSAY_MAGIC,
                                        .struct_size = sizeof(assay_plugin_t),
                                        .abi_minor = ASSAY_ABI_MINOR,
                                        .min_host_minor = ASSAY_ABI_MINOR,
                                        .id = "org.assay.test.members",
                                        .name = "Members",
                                        .version = "1.0.0",
                                        .n_entries = 2,
                                        .entries = kEntries};
