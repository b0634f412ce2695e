// SPDX-License-Identifier: Apache-2.0
// Tables by hand, so that nothing catches what load throws.
#include <assay/plugin.h>

#include <stdexcept>

namespace {

assay_status_t load(const assay_call_t*, const assay_value_t*, std::uint32_t, void**,
                    assay_error_t*) noexcept(false) {
  throw std::runtime_error("nobody catches this");
}
void unload(void*) {}
assay_status_t predict(const assay_call_t*, const assay_value_t*, std::uint32_t, assay_sink_t*,
                       assay_error_t*) noexcept {
  return ASSAY_OK;
}

const assay_param_t kImages = {sizeof(assay_param_t), ASSAY_KIND_BIT(ASSAY_KIND_IMAGES), 0, 0,
                               "images"};
const assay_param_t* const kParams[] = {&kImages};
const assay_entry_t kLoad = {sizeof(assay_entry_t),
                             0,
                             "load",
                             nullptr,
                             "Nothing",
                             nullptr,
                             0,
                             0,
                             0,
                             0,
                             reinterpret_cast<assay_load_fn>(&load),
                             nullptr,
                             reinterpret_cast<assay_unload_fn>(&unload)};
const assay_entry_t kPredict = {sizeof(assay_entry_t),
                                1,
                                "predict",
                                nullptr,
                                nullptr,
                                kParams,
                                0,
                                0,
                                0,
                                0,
                                nullptr,
                                &predict,
                                nullptr};
const assay_entry_t* const kEntries[] = {&kLoad, &kPredict};

}  // namespace

const assay_plugin_t assay_plugin_v1 = {ASSAY_MAGIC,
                                        sizeof(assay_plugin_t),
                                        ASSAY_ABI_MINOR,
                                        0,
                                        "org.example.throws",
                                        "Throws",
                                        "1.0.0",
                                        nullptr,
                                        nullptr,
                                        nullptr,
                                        nullptr,
                                        2,
                                        0,
                                        kEntries,
                                        nullptr,
                                        nullptr,
                                        nullptr};
