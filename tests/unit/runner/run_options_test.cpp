// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/run_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace assay::runner {
namespace {

using ::testing::HasSubstr;

definition::Definition with_models(const std::vector<std::string>& names) {
  definition::Definition definition;
  for (const std::string& name : names) {
    definition.models.emplace_back();
    definition.models.back().name = name;
  }
  return definition;
}

std::string refusal(const definition::Definition& definition, const ParsedOptions& options) {
  try {
    choose_model(definition, options);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message();
  }
  ADD_FAILURE() << "nothing was refused";
  return "";
}

TEST(ChooseModel, TakesTheOnlyOneOrTheNamedOne) {
  EXPECT_EQ(choose_model(with_models({"a"}), {{}, {}}).name, "a");
  EXPECT_EQ(choose_model(with_models({"a", "b"}), {{}, {{"model", {"b"}}}}).name, "b");
}

TEST(ChooseModel, NamesThoseThereAre) {
  EXPECT_THAT(refusal(with_models({"alpha", "beta"}), {{}, {}}),
              HasSubstr("choose one with --model: alpha, beta"));
  EXPECT_THAT(refusal(with_models({"alpha", "beta"}), {{}, {{"model", {"alpa"}}}}),
              HasSubstr("no model 'alpa'; did you mean 'alpha'?"));
  EXPECT_THAT(refusal(with_models({}), {{}, {}}), HasSubstr("has no model"));
}

TEST(WorkerOptions, ReadDevicesAndWrapper) {
  const ParsedOptions options{
      {}, {{"device", {"cuda:0,cuda:1"}}, {"instances", {"2"}}, {"worker-wrapper", {"nice -n 5"}}}};
  const plugin::WorkerOptions worker = worker_options_of(options);
  EXPECT_EQ(worker.devices.size(), 2U);
  EXPECT_EQ(worker.wrapper, (std::vector<std::string>{"nice", "-n", "5"}));
  EXPECT_EQ(first_device(options), "cuda:0");
}

TEST(WorkerOptions, RefuseUnknownDevices) {
  EXPECT_THROW(worker_options_of({{}, {{"device", {"cpu,cuda:0"}}}}), Error);  // one instance
  EXPECT_THROW(worker_options_of({{}, {{"device", {"tpu"}}}}), Error);
}

}  // namespace
}  // namespace assay::runner
