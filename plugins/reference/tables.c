/* SPDX-License-Identifier: Apache-2.0
 *
 * What the plugin says about itself: constant data only. */
#include "tables.h"

#define MODEL_TYPE "reference.Model"
#define BOUNDED (ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM)

static const assay_value_t kEight = {ASSAY_KIND_INT, 0, {8}, NULL};
static const assay_value_t kThree = {ASSAY_KIND_INT, 0, {3}, NULL};
static const assay_value_t kZero = {ASSAY_KIND_INT, 0, {0}, NULL};

static const assay_param_t kBoxes = {.struct_size = sizeof(assay_param_t),
                                     .kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT),
                                     .flags = BOUNDED,
                                     .name = "boxes",
                                     .doc = "the most boxes found in an image",
                                     .default_value = &kEight,
                                     .minimum = 0,
                                     .maximum = 100000};
static const assay_param_t kClasses = {.struct_size = sizeof(assay_param_t),
                                       .kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT),
                                       .flags = BOUNDED,
                                       .name = "classes",
                                       .doc = "how many classes there are",
                                       .default_value = &kThree,
                                       .minimum = 1,
                                       .maximum = 100000};
static const assay_param_t kSeed = {.struct_size = sizeof(assay_param_t),
                                    .kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT),
                                    .name = "seed",
                                    .doc = "another number makes another model",
                                    .default_value = &kZero};
static const assay_param_t kModel = {.struct_size = sizeof(assay_param_t),
                                     .kinds = ASSAY_KIND_BIT(ASSAY_KIND_HANDLE),
                                     .flags = ASSAY_PARAM_REQUIRED,
                                     .name = "model",
                                     .handle_type = MODEL_TYPE};
static const assay_param_t kImages = {.struct_size = sizeof(assay_param_t),
                                      .kinds = ASSAY_KIND_BIT(ASSAY_KIND_IMAGES),
                                      .name = "datapoints"};

static const assay_param_t* const kLoadParams[] = {&kBoxes, &kClasses, &kSeed};
static const assay_param_t* const kPredictParams[] = {&kModel, &kImages};

static const assay_entry_t kLoad = {.struct_size = sizeof(assay_entry_t),
                                    .n_params = 3,
                                    .name = "load",
                                    .doc = "makes a model from numbers alone",
                                    .model_type = MODEL_TYPE,
                                    .params = kLoadParams,
                                    .threading = ASSAY_THREADING_FREE,
                                    .device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                    .load = reference_load,
                                    .unload = reference_unload};
static const assay_entry_t kPredict = {
    .struct_size = sizeof(assay_entry_t),
    .n_params = 2,
    .name = "predict",
    .doc = "boxes, scores and classes that follow from the pixels",
    .params = kPredictParams,
    .threading = ASSAY_THREADING_FREE,
    .device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
    .color_mask = ASSAY_COLOR_BIT(ASSAY_COLOR_RGB),
    .predict = reference_predict};
static const assay_entry_t kClassify = {.struct_size = sizeof(assay_entry_t),
                                        .n_params = 2,
                                        .name = "classify",
                                        .doc = "probabilities that follow from the pixels",
                                        .params = kPredictParams,
                                        .threading = ASSAY_THREADING_FREE,
                                        .device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU),
                                        .color_mask = ASSAY_COLOR_BIT(ASSAY_COLOR_RGB),
                                        .predict = reference_classify};

static const assay_entry_t* const kEntries[] = {&kLoad, &kPredict, &kClassify};

const assay_plugin_t assay_plugin_v1 = {.magic = ASSAY_MAGIC,
                                        .struct_size = sizeof(assay_plugin_t),
                                        .abi_minor = ASSAY_ABI_MINOR,
                                        .min_host_minor = ASSAY_ABI_MINOR,
                                        .id = "org.assay.reference",
                                        .name = "Reference",
                                        .version = "1.0.0",
                                        .author = "the assay authors",
                                        .license = "Apache-2.0",
                                        .sdk = "hand-written C",
                                        .n_entries = 3,
                                        .entries = kEntries};
