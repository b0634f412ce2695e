// SPDX-License-Identifier: Apache-2.0
// The tables that ASSAY_PLUGIN makes from ordinary functions.
#include <gtest/gtest.h>

#include <map>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/sdk/sample_plugin.hpp"

namespace {

using assay::test::entry_named;
using assay::test::param_named;

TEST(Tables, NameThePluginAndItsEntries) {
  const assay_plugin_t& plugin = assay::test::sample_plugin();

  EXPECT_EQ(plugin.magic, ASSAY_MAGIC);
  EXPECT_EQ(plugin.struct_size, sizeof(assay_plugin_t));
  EXPECT_EQ(plugin.abi_minor, ASSAY_ABI_MINOR);
  EXPECT_STREQ(plugin.id, "org.example.sample");
  EXPECT_STREQ(plugin.name, "Sample");
  EXPECT_STREQ(plugin.version, "1.2.3");
  EXPECT_STREQ(plugin.license, "MIT");
  EXPECT_EQ(plugin.url, nullptr);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < plugin.n_entries; ++i) names.push_back(plugin.entries[i]->name);
  EXPECT_EQ(names, (std::vector<std::string>{"load", "predict", "predict_batch", "predict_seed"}));
}

TEST(Tables, HoldConstantsUsableAtCompileTime) {
  static_assert(assay::test::kSample.magic == ASSAY_MAGIC);
  static_assert(assay::test::kSample.entries[0]->params[0]->kinds ==
                ASSAY_KIND_BIT(ASSAY_KIND_PATH));
}

TEST(Tables, GiveLoadAModelTypeAndPredictTheSame) {
  const assay_entry_t& load = entry_named("load");
  const assay_entry_t& predict = entry_named("predict");

  EXPECT_NE(load.load, nullptr);
  EXPECT_NE(load.unload, nullptr);
  EXPECT_EQ(load.predict, nullptr);
  EXPECT_EQ(predict.load, nullptr);
  EXPECT_STREQ(load.model_type, "assay::test::Detector");
  EXPECT_STREQ(param_named(predict, "model").handle_type, "assay::test::Detector");
  EXPECT_EQ(param_named(predict, "model").kinds, ASSAY_KIND_BIT(ASSAY_KIND_HANDLE));
  EXPECT_EQ(param_named(predict, "model").flags, ASSAY_PARAM_REQUIRED);
}

TEST(Tables, StateDevicesColorsBatchAndThreading) {
  const assay_entry_t& predict = entry_named("predict");

  EXPECT_EQ(predict.device_mask,
            ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU) | ASSAY_DEVICE_BIT(ASSAY_DEVICE_CUDA));
  EXPECT_EQ(predict.color_mask, ASSAY_COLOR_BIT(ASSAY_COLOR_BGR));
  EXPECT_EQ(predict.max_batch, 16u);
  EXPECT_EQ(predict.threading, ASSAY_THREADING_MODEL);
  EXPECT_STREQ(predict.doc, "finds things");
  EXPECT_EQ(entry_named("predict_batch").color_mask, ASSAY_COLOR_BIT(ASSAY_COLOR_RGB));
  EXPECT_EQ(entry_named("load").device_mask, ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU));
}

TEST(Tables, MakeNoParamOfDeviceAndContext) {
  EXPECT_EQ(entry_named("load").n_params, 9u);
  EXPECT_EQ(entry_named("predict_seed").n_params, 2u);
}

TEST(Tables, AskForTheBatchAsTheArgumentDoes) {
  const assay_entry_t& seed = entry_named("predict_seed");

  EXPECT_EQ(param_named(seed, "datapoints").kinds, ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS));
  EXPECT_EQ(param_named(seed, "images").kinds, ASSAY_KIND_BIT(ASSAY_KIND_IMAGES));
  EXPECT_EQ(param_named(seed, "images").flags, 0u);  // the host supplies it
}

TEST(Tables, DeduceKindsFromArgumentTypes) {
  const assay_entry_t& load = entry_named("load");

  EXPECT_EQ(param_named(load, "weights").kinds, ASSAY_KIND_BIT(ASSAY_KIND_PATH));
  EXPECT_EQ(param_named(load, "threshold").kinds, ASSAY_KIND_BIT(ASSAY_KIND_FLOAT));
  EXPECT_EQ(param_named(load, "verbose").kinds, ASSAY_KIND_BIT(ASSAY_KIND_BOOL));
  EXPECT_EQ(param_named(load, "extra").kinds, ASSAY_KIND_BIT(ASSAY_KIND_PATH));
  EXPECT_EQ(param_named(load, "size").kinds, ASSAY_KIND_BIT(ASSAY_KIND_LIST));
  EXPECT_EQ(param_named(load, "size").element_kinds, ASSAY_KIND_BIT(ASSAY_KIND_INT));
  EXPECT_EQ(param_named(load, "mean").element_kinds, ASSAY_KIND_BIT(ASSAY_KIND_FLOAT));
  EXPECT_EQ(param_named(load, "limit").kinds,
            ASSAY_KIND_BIT(ASSAY_KIND_INT) | ASSAY_KIND_BIT(ASSAY_KIND_NULL));
}

TEST(Tables, RequireWhatHasNoDefault) {
  const assay_entry_t& load = entry_named("load");

  EXPECT_EQ(param_named(load, "weights").flags & ASSAY_PARAM_REQUIRED, ASSAY_PARAM_REQUIRED);
  EXPECT_EQ(param_named(load, "weights").default_value, nullptr);
  EXPECT_EQ(param_named(load, "limit").flags & ASSAY_PARAM_REQUIRED, 0u);
  EXPECT_EQ(param_named(load, "limit").default_value, nullptr);
}

TEST(Tables, ConvertDefaultsToTheArgumentsKind) {
  const assay_entry_t& load = entry_named("load");

  const assay_value_t& threshold = *param_named(load, "threshold").default_value;
  EXPECT_EQ(threshold.kind, ASSAY_KIND_FLOAT);
  EXPECT_EQ(threshold.u.f, 1.0);
  const assay_value_t& extra = *param_named(load, "extra").default_value;
  EXPECT_EQ(extra.kind, ASSAY_KIND_PATH);
  EXPECT_EQ(std::string(extra.u.str, extra.count), "extra.txt");
  const assay_value_t& mean = *param_named(load, "mean").default_value;
  ASSERT_EQ(mean.count, 3u);
  EXPECT_EQ(mean.u.list[2].kind, ASSAY_KIND_FLOAT);
  EXPECT_EQ(mean.u.list[2].u.f, 3.0);
  const assay_value_t& outputs = *param_named(load, "outputs").default_value;
  EXPECT_EQ(outputs.kind, ASSAY_KIND_LIST);
  EXPECT_EQ(outputs.count, 0u);
}

TEST(Tables, CarryRangesChoicesAndDocs) {
  const assay_entry_t& load = entry_named("load");

  const assay_param_t& threshold = param_named(load, "threshold");
  EXPECT_EQ(threshold.flags, ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM);
  EXPECT_EQ(threshold.minimum, 0.0);
  EXPECT_EQ(threshold.maximum, 1.0);
  EXPECT_STREQ(threshold.doc, "boxes below it are dropped");
  const assay_param_t& head = param_named(load, "head");
  ASSERT_EQ(head.n_choices, 2u);
  EXPECT_EQ(std::string(head.choices[1].u.str, head.choices[1].count), "yolov8");
}

template <class T>
constexpr assay_param_t kOf = assay::detail::param_of_value<T>();

TEST(Tables, StateHowManyElementsAnArrayHas) {
  const assay_param_t& size = param_named(entry_named("load"), "size");
  EXPECT_EQ(size.min_elements, 2u);
  EXPECT_EQ(size.max_elements, 2u);
  EXPECT_EQ((kOf<std::optional<std::array<int, 3>>>.max_elements), 3u);
  EXPECT_EQ(kOf<std::vector<int>>.max_elements, 0u);
}

TEST(Tables, StateTheKindsOfElements) {
  EXPECT_EQ(kOf<std::vector<double>>.element_kinds, ASSAY_KIND_BIT(ASSAY_KIND_FLOAT));
  EXPECT_EQ((kOf<std::map<std::string, bool>>.element_kinds), ASSAY_KIND_BIT(ASSAY_KIND_BOOL));
}

TEST(Tables, BoundUnsignedIntegersOf64BitsFromBelow) {
  EXPECT_EQ(kOf<std::uint64_t>.flags, ASSAY_PARAM_REQUIRED | ASSAY_PARAM_MINIMUM);
  EXPECT_EQ(kOf<std::uint64_t>.minimum, 0);
  EXPECT_EQ(kOf<std::int64_t>.flags, ASSAY_PARAM_REQUIRED);
  EXPECT_EQ(kOf<bool>.flags, ASSAY_PARAM_REQUIRED);
}

TEST(Tables, BoundNarrowIntegersByTheirType) {
  const assay_param_t& limit = param_named(entry_named("load"), "limit");

  EXPECT_EQ(limit.flags, ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM);
  EXPECT_EQ(limit.minimum, 0.0);
  EXPECT_EQ(limit.maximum, 65535.0);
}

}  // namespace
