// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/past_run.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace assay::pipeline {
namespace {

using Json = nlohmann::json;
using definition::Oracle;

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 28;

/// Throws what the JSON library throws where something is missing or has another type.
PastRun read_summary(const Json& summary) {
  const Json& stress = summary.at("stress");
  PastRun run;
  run.model = summary.at("model").get<std::string>();
  run.dataset = summary.at("dataset").get<std::string>();
  run.datapoints = summary.at("datapoints").at("total").get<std::size_t>();
  run.rules.score = stress.at("score").get<std::string>();
  run.rules.oracle = stress.at("oracle") == "truth" ? Oracle::truth : Oracle::baseline;
  const Json& threshold = stress.at("threshold");
  if (!threshold.is_null()) run.rules.threshold = threshold.get<double>();
  return run;
}

}  // namespace

PastRun read_past_run(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "summary.json";
  const std::string text = read_file(file, kMostBytes);
  try {
    PastRun run = read_summary(Json::parse(text));
    run.directory = directory;
    return run;
  } catch (const Json::exception&) {
    throw Error(ErrorKind::usage,
                fmt::format("{} is no summary of a stress test; name the directory that 'assay "
                            "stress' wrote",
                            file.string()));
  }
}

}  // namespace assay::pipeline
