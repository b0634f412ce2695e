// SPDX-License-Identifier: Apache-2.0
// Plugins that cannot be used: each says why, at the definition's line, and nothing stays behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/plugin/model_under_test.hpp"

namespace assay::plugin {
namespace {

using test::definition_of;
using test::quick_options;
using testing::AllOf;
using testing::HasSubstr;

Error error_of(const definition::Definition& definition,
               const WorkerOptions& options = quick_options()) {
  try {
    test::start(definition, options);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "it started";
  return {ErrorKind::internal, ""};
}

struct Case {
  std::string module;
  std::string says;
};

TEST(WorkerLoad, SaysWhyAPluginCannotBeUsed) {
  const std::vector<Case> cases{
      {"bad_magic", "begins with 0x31595342 instead of 0x31595341"},
      {"bad_size", "its descriptor says it has 4096 bytes"},
      {"too_new", "it needs a host of ABI 1.900, this is 1."},
      {"no_unload", "entry 'load' sets load and so must set unload"},
      {"no_symbol", "it is not an assay plugin: it exports no assay_plugin_v1"},
      {"undefined_symbol", "function_from_nowhere; link the library that defines it"},
      {"exits_on_load", "ended its process with exit code 0 instead of answering"},
  };
  for (const Case& one : cases) {
    const Error error = error_of(definition_of(one.module, "[]"));
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), AllOf(HasSubstr("assay.yaml:6:"), HasSubstr(one.module + ".so"),
                                       HasSubstr(one.says)));
  }
}

TEST(WorkerLoad, PassesOnWhatThePluginSays) {
  const Error error = error_of(definition_of("faulty", "[{name: fault, value: load_error}]"));

  EXPECT_THAT(error.message(), HasSubstr("weights.bin is not there"));
}

TEST(WorkerLoad, ShowsTheLastOutputOfAPluginThatDies) {
  const Error error = error_of(definition_of("faulty", "[{name: fault, value: load_crash}]"));

  EXPECT_THAT(error.message(), AllOf(HasSubstr("while it was loaded it died by signal 11"),
                                     HasSubstr("about to crash")));
}

TEST(WorkerLoad, EndsWhatDoesNotCome) {
  WorkerOptions options = quick_options();
  options.load_deadline_s = 0.2;
  for (const auto& definition : {definition_of("hangs_on_load", "[]"),
                                 definition_of("faulty", "[{name: fault, value: load_hang}]")}) {
    const Error error = error_of(definition, options);
    EXPECT_THAT(error.message(), HasSubstr("did not answer within 0.2 s"));
  }
}

TEST(WorkerLoad, LooksAtTheFileBeforeItIsOpened) {
  const assay::test::TemporaryDirectory directory;
  const std::string library = read_file(std::filesystem::path(ASSAY_TEST_PLUGINS) / "minimal.so");
  directory.write("cut.so", library.substr(0, 4096));
  WorkerOptions options = quick_options();
  options.plugin_dirs = {directory.path()};

  const Error error = error_of(definition_of("cut", "[]"), options);

  EXPECT_THAT(error.message(), HasSubstr("it is cut off: 4096 bytes"));
}

TEST(WorkerLoad, RefusesAGpuThatIsNotUsed) {
  for (const char* reported : {"cpu", "\"\"", "cuda in name only"}) {
    const auto definition =
        definition_of("faulty", std::string("[{name: reported, value: ") + reported + "}]",
                      "      device: gpu\n");
    try {
      const auto model = test::start(definition);
      test::predict_all(*model, {"a"}, 1);
      ADD_FAILURE() << "it ran";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::plugin);
      EXPECT_THAT(error.message(), AllOf(HasSubstr("assay.yaml:5:"), HasSubstr("cuda:0"),
                                         HasSubstr("use --device cpu")));
    }
  }
}

TEST(WorkerLoad, SaysThatThereIsNoWorker) {
  WorkerOptions options = quick_options();
  options.worker = "/nowhere/assay-worker";

  const Error error = error_of(definition_of("minimal", "[]"), options);

  EXPECT_THAT(error.message(), HasSubstr("there is no worker at /nowhere/assay-worker"));
}

TEST(WorkerLoad, SaysThatTheWrapperCannotBeStarted) {
  WorkerOptions options = quick_options();
  options.wrapper = {"no-such-wrapper"};
  EXPECT_THAT(error_of(definition_of("minimal", "[]"), options).message(),
              HasSubstr("cannot start no-such-wrapper"));

  options.wrapper = {"false"};
  EXPECT_THAT(error_of(definition_of("minimal", "[]"), options).message(),
              HasSubstr("ended its process with exit code 1"));
}

}  // namespace
}  // namespace assay::plugin
