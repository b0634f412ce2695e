// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/calls.hpp"

#include <assay/abi/entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::plugin::probe {
namespace {

using testing::IsEmpty;
using wire::Value;

wire::Parameter parameter(std::uint32_t kind) {
  wire::Parameter made;
  made.name = "p";
  made.kinds = ASSAY_KIND_BIT(kind);
  made.flags = ASSAY_PARAM_REQUIRED;
  return made;
}

wire::Parameter handle_to(const std::string& type) {
  wire::Parameter made = parameter(ASSAY_KIND_HANDLE);
  made.handle_type = type;
  return made;
}

wire::Entry load_entry(std::vector<wire::Parameter> parameters, const std::string& type = "Model") {
  wire::Entry entry;
  entry.name = "load";
  entry.model_type = type;
  entry.has_load = entry.has_unload = true;
  entry.parameters = std::move(parameters);
  return entry;
}

wire::Entry predict_entry(std::vector<wire::Parameter> parameters) {
  wire::Entry entry;
  entry.name = "predict";
  entry.has_predict = true;
  entry.parameters = std::move(parameters);
  return entry;
}

/// What load gets for its one parameter.
Value invented_for(const wire::Parameter& parameter) {
  wire::Description description;
  description.entries = {load_entry({parameter}), predict_entry({})};
  const auto calls = invent_calls(description);
  return calls.at(0).load.load_arguments.at(0);
}

TEST(InventedCalls, TakeDefaultsAndLeaveOutWhatIsOptional) {
  wire::Parameter with_default = parameter(ASSAY_KIND_INT);
  with_default.default_value = Value{std::int64_t{7}};
  EXPECT_EQ(invented_for(with_default), Value{std::int64_t{7}});
  wire::Parameter optional = parameter(ASSAY_KIND_STRING);
  optional.flags = 0;
  EXPECT_EQ(invented_for(optional), Value{});
}

TEST(InventedCalls, StayInRange) {
  wire::Parameter number = parameter(ASSAY_KIND_FLOAT);
  number.flags |= ASSAY_PARAM_MINIMUM;
  number.minimum = 0.5;
  EXPECT_EQ(invented_for(number), Value{0.5});
  wire::Parameter whole = parameter(ASSAY_KIND_INT);
  whole.flags |= ASSAY_PARAM_MAXIMUM;
  whole.maximum = -3;
  EXPECT_EQ(invented_for(whole), Value{std::int64_t{-3}});
  wire::Parameter choice = parameter(ASSAY_KIND_STRING);
  choice.choices = {Value{std::string("fast")}, Value{std::string("good")}};
  EXPECT_EQ(invented_for(choice), Value{std::string("fast")});
}

TEST(InventedCalls, NamePathsThatAreNotThere) {
  EXPECT_EQ(invented_for(parameter(ASSAY_KIND_PATH)),
            Value{wire::Path{"/nonexistent/assay-probe"}});
}

TEST(InventedCalls, FillMapsByTheirMembers) {
  wire::Parameter map = parameter(ASSAY_KIND_MAP);
  map.members = {parameter(ASSAY_KIND_BOOL)};
  EXPECT_EQ(invented_for(map), (Value{Value::Map{{"p", Value{false}}}}));
}

TEST(InventedCalls, PairEachPredictWithTheLoadThatMakesItsModel) {
  wire::Description description;
  description.entries = {load_entry({}, "Mean"), load_entry({}, "Median"),
                         predict_entry({handle_to("Median"), parameter(ASSAY_KIND_IMAGES)})};
  const auto calls = invent_calls(description);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].load.load_entry, 1U);
  EXPECT_EQ(calls[0].load.predict_entry, 2U);
  EXPECT_EQ(calls[0].load.predict_arguments[0], Value{wire::Placeholder::model});
  EXPECT_EQ(calls[0].load.predict_arguments[1], Value{wire::Placeholder::images});
  EXPECT_TRUE(calls[0].invented);
}

TEST(InventedCalls, LeaveOutWhatNoLoadOrProcessorServes) {
  wire::Description description;
  description.entries = {load_entry({}, "Mean"), predict_entry({handle_to("Median")})};
  EXPECT_THAT(invent_calls(description), IsEmpty());
  description.entries = {load_entry({}), predict_entry({})};
  description.entries[0].device_mask = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CUDA);
  EXPECT_THAT(invent_calls(description), IsEmpty());
}

}  // namespace
}  // namespace assay::plugin::probe
