// SPDX-License-Identifier: Apache-2.0
// Lets an exception out of predict for the datapoint "bad", which the contract forbids.
#include <assay/plugin.h>

#include <cstring>
#include <stdexcept>

namespace {

assay_status_t load(const assay_call_t*, const assay_value_t*, uint32_t, void** model,
                    assay_error_t*) ASSAY_NOEXCEPT {
  *model = nullptr;
  return ASSAY_OK;
}

void unload(void*) ASSAY_NOEXCEPT {}

void fail_for(const assay_datapoint_t& datapoint) {
  if (datapoint.id.size == 3 && std::memcmp(datapoint.id.data, "bad", 3) == 0) {
    throw std::runtime_error("a network that did not converge");
  }
}

assay_status_t predict(const assay_call_t* call, const assay_value_t* args, uint32_t,
                       assay_sink_t* sink, assay_error_t*) ASSAY_NOEXCEPT {
  const assay_batch_t* batch = args[0].u.batch;
  const int64_t shape[1] = {1};
  for (uint32_t i = 0; i < batch->count; ++i) {
    fail_for(*batch->datapoints[i]);
    const assay_field_t field{sizeof(assay_field_t), i, {"scores", 6}, {nullptr, 0}};
    void* data = nullptr;
    call->host->out_alloc(sink, &field, {ASSAY_DTYPE_FLOAT, 32, 1}, 1, shape, &data);
  }
  return ASSAY_OK;
}

constexpr assay_param_t kDatapoints{sizeof(assay_param_t),
                                    ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS),
                                    0,
                                    0,
                                    "datapoints",
                                    nullptr,
                                    nullptr,
                                    nullptr,
                                    nullptr,
                                    nullptr,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0};
constexpr const assay_param_t* kParams[] = {&kDatapoints};
constexpr assay_entry_t kLoad{sizeof(assay_entry_t),
                              0,
                              "load",
                              nullptr,
                              "Thrower",
                              nullptr,
                              0,
                              0,
                              0,
                              0,
                              load,
                              nullptr,
                              unload};
constexpr assay_entry_t kPredict{sizeof(assay_entry_t),
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
                                 predict,
                                 nullptr};
constexpr const assay_entry_t* kEntries[] = {&kLoad, &kPredict};

}  // namespace

constinit const assay_plugin_t assay_plugin_v1{ASSAY_MAGIC,
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
