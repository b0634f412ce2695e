// SPDX-License-Identifier: Apache-2.0
// Calls of load: values become arguments, results models, exceptions statuses with texts.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/unit/sdk/sample_plugin.hpp"

namespace {

using namespace assay::test;

/// Arguments of the sample's load, in the order of its params.
struct LoadArguments {
  std::vector<assay_value_t> size = {int_value(640), int_value(480)};
  std::vector<assay_value_t> mean = {float_value(0.5), int_value(2)};
  std::vector<assay_value_t> outputs = {text_value("a"), text_value("bc")};
  std::vector<assay_value_t> all = {text_value("/w.onnx", ASSAY_KIND_PATH),
                                    float_value(0.25),
                                    bool_value(true),
                                    text_value("/x", ASSAY_KIND_PATH),
                                    list_value(size),
                                    list_value(mean),
                                    list_value(outputs),
                                    int_value(7),
                                    text_value("yolov8")};
};

TEST(Load, TurnsValuesIntoArguments) {
  const LoadArguments arguments;
  FakeCall call;
  void* model = nullptr;

  call.load(entry_named("load"), arguments.all, &model);

  ASSERT_EQ(call.status, ASSAY_OK) << call.error;
  const auto& detector = *static_cast<Detector*>(model);
  EXPECT_EQ(detector.weights, "/w.onnx");
  EXPECT_EQ(detector.threshold, 0.25);
  EXPECT_TRUE(detector.verbose);
  EXPECT_EQ(detector.extra, "/x");
  EXPECT_EQ(detector.size, (std::array<int, 2>{640, 480}));
  EXPECT_EQ(detector.mean, (std::vector<double>{0.5, 2}));
  EXPECT_EQ(detector.outputs, (std::vector<std::string>{"a", "bc"}));
  EXPECT_EQ(detector.limit, 7);
  EXPECT_EQ(detector.head, "yolov8");
  EXPECT_EQ(call.device, "1:0 a cpu");
  entry_named("load").unload(model);
}

TEST(Load, LeavesOptionalsEmptyForNull) {
  LoadArguments arguments;
  arguments.all[6] = null_value();
  arguments.all[7] = null_value();
  FakeCall call;
  void* model = nullptr;

  call.load(entry_named("load"), arguments.all, &model);

  ASSERT_EQ(call.status, ASSAY_OK) << call.error;
  EXPECT_FALSE(static_cast<Detector*>(model)->limit);
  EXPECT_TRUE(static_cast<Detector*>(model)->outputs.empty());
  entry_named("load").unload(model);
}

TEST(Load, RefusesValuesOfAnotherTypeNamingTheParameter) {
  const std::vector<std::pair<std::size_t, std::string>> cases = {
      {0, "parameter 'weights' must be text"},
      {1, "parameter 'threshold' must be a number"},
      {2, "parameter 'verbose' must be true or false"},
      {4, "parameter 'size' must be a list of 2"},
      {5, "parameter 'mean' must be a list"},
  };
  for (const auto& [index, text] : cases) {
    LoadArguments arguments;
    arguments.all[index] = map_value({});
    FakeCall call;
    void* model = nullptr;

    call.load(entry_named("load"), arguments.all, &model);

    EXPECT_EQ(call.status, ASSAY_E_ARGUMENT);
    EXPECT_EQ(call.error_status, ASSAY_E_ARGUMENT);
    EXPECT_EQ(call.error, text);
  }
}

TEST(Load, RefusesIntegersThatDoNotFit) {
  LoadArguments arguments;
  arguments.all[7] = int_value(65536);
  FakeCall call;
  void* model = nullptr;

  call.load(entry_named("load"), arguments.all, &model);

  EXPECT_EQ(call.status, ASSAY_E_ARGUMENT);
  EXPECT_EQ(call.error, "parameter 'limit' must be an integer from 0 to 65535");
}

TEST(Load, RefusesAnotherNumberOfArguments) {
  FakeCall call;
  void* model = nullptr;

  call.load(entry_named("load"), {}, &model);

  EXPECT_EQ(call.status, ASSAY_E_INTERNAL);
  EXPECT_EQ(call.error, "the host gave 0 arguments, this entry has 9 parameters");
}

TEST(Load, FailsWhenTheFunctionReturnsNoModel) {
  LoadArguments arguments;
  arguments.all[0] = text_value("none", ASSAY_KIND_PATH);
  FakeCall call;
  void* model = nullptr;

  call.load(entry_named("load"), arguments.all, &model);

  EXPECT_EQ(call.status, ASSAY_E_INTERNAL);
  EXPECT_EQ(call.error, "load returned no model");
}

struct Small {
  int number;
};
int alive = 0;
struct Counted {
  int number;
  explicit Counted(int value) : number(value) { ++alive; }
  Counted(Counted&& other) noexcept : number(other.number) { ++alive; }
  ~Counted() { --alive; }
};
Counted load_counted(int number) {
  return Counted(number);
}
assay::Probabilities ask(const Counted& model, const assay::Image&) {
  return {{static_cast<float>(model.number)}};
}
constexpr auto kCounted =
    assay::describe("a", "b", "c", assay::load<&load_counted>("load", assay::param("number")),
                    assay::predict<&ask>("ask", assay::param("model"), assay::param("image")));
constexpr assay_plugin_t kCountedPlugin = assay::detail::PluginTable<kCounted>::make();

TEST(Load, OwnsAModelReturnedByValueUntilUnload) {
  const assay_entry_t& load = *kCountedPlugin.entries[0];
  FakeCall call;
  void* model = nullptr;

  call.load(load, {int_value(5)}, &model);

  ASSERT_EQ(call.status, ASSAY_OK) << call.error;
  EXPECT_EQ(alive, 1);
  EXPECT_EQ(static_cast<Counted*>(model)->number, 5);
  load.unload(model);
  EXPECT_EQ(alive, 0);
}

TEST(Load, NamesTypesOfUnnamedNamespacesAlikeForAllCompilers) {
  EXPECT_STREQ(kCountedPlugin.entries[0]->model_type, "Counted");
  EXPECT_STREQ(assay::detail::type_name<Small>(), "Small");
}

}  // namespace
