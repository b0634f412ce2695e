// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/past_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace assay::pipeline {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 28;

/// What stands there is of the right type, and still nothing that a run has written.
struct Unfit {};

std::optional<double> number(const Json& json, const char* key) {
  if (!json.contains(key) || json.at(key).is_null()) return std::nullopt;
  return json.at(key).get<double>();
}

std::optional<double> severity_of(const Json& stress) {
  const auto severity = number(stress, "severity");
  if (severity && !(*severity > 0 && *severity <= definition::kFullSeverity)) throw Unfit();
  return severity;
}

std::string one_of(const Json& json, const char* key, std::span<const std::string_view> words) {
  auto word = json.at(key).get<std::string>();
  if (std::find(words.begin(), words.end(), word) == words.end()) throw Unfit();
  return word;
}

std::size_t count(const Json& json) {
  if (!json.is_number_unsigned()) throw Unfit();
  return json.get<std::size_t>();
}

/// Throws Unfit, and what the JSON library throws where something is missing or has another type.
PastRun read_summary(const Json& summary) {
  const Json& stress = summary.at("stress");
  PastRun run;
  run.model = summary.at("model").get<std::string>();
  run.dataset = summary.at("dataset").get<std::string>();
  run.datapoints = count(summary.at("datapoints").at("total"));
  run.severity = severity_of(stress);
  run.rules.score = one_of(stress, "score", kScores);
  const auto oracle = definition::oracle_named(stress.at("oracle").get<std::string>());
  if (!oracle) throw Unfit();
  run.rules.oracle = *oracle;
  run.rules.threshold = number(stress, "threshold");
  return run;
}

std::optional<PastRun> summary_in(const std::string& text) {
  try {
    return read_summary(Json::parse(text));
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const Unfit&) {
    return std::nullopt;
  }
}

}  // namespace

PastRun read_past_run(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "summary.json";
  const std::string text = read_file(file, kMostBytes);
  auto run = summary_in(text);
  if (!run) {
    throw Error(ErrorKind::usage,
                fmt::format("{} is no summary of a stress test; name the directory that 'assay "
                            "stress' wrote",
                            file.string()));
  }
  run->directory = directory;
  return *std::move(run);
}

}  // namespace assay::pipeline
