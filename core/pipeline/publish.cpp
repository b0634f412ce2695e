// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/publish.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>

#include "core/base/log.hpp"
#include "core/pipeline/decode_watch.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/report/failures.hpp"
#include "core/report/html.hpp"
#include "core/report/junit.hpp"
#include "core/report/predictions.hpp"
#include "core/report/summary.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::pipeline {
namespace {

/// COCO's results of tasks that have objects, else "".
std::string coco_results_of(const Assessment& assessment) {
  return std::visit(
      [](const auto& objects) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(objects)>, std::monostate>) {
          return "";
        } else {
          return report::coco_results(objects);
        }
      },
      assessment.objects);
}

void write_predictions(const Assessment& assessment, const RunInput& input,
                       const RecordedRun& recorded, const RunDirectory& directory) {
  const std::string results = coco_results_of(assessment);
  if (!results.empty()) {
    directory.write("predictions.json", results);
    return;
  }
  std::string lines;
  for (std::size_t i = 0; i < input.total; ++i) {
    const predict::Outcome outcome = recorded.outcome(i);
    lines += report::prediction_lines(input.dataset, {&outcome, 1});
  }
  directory.write("predictions.jsonl", lines);
}

/// The place of a worst image in the data set, moved behind the keys that predicting uses.
std::size_t key_of(const report::WorstImage& worst, const RunInput& input) {
  const auto& datapoints = input.dataset.datapoints;
  const auto found = std::find_if(datapoints.begin(), datapoints.end(),
                                  [&](const auto& each) { return each.id == worst.datapoint; });
  return datapoints.size() + static_cast<std::size_t>(found - datapoints.begin());
}

/// They were decoded before; but what asks for other colours takes other ways through a decoder.
report::ThumbnailSource watched_thumbnails(const RunInput& input, const Supervision& supervision) {
  const auto source = report::thumbnails_from_files(decode_rules(input.dataset_spec),
                                                    decode_limits(input.dataset_spec));
  const auto watch = std::make_shared<DecodeWatch>(supervision);
  return [source, watch, &input](const report::WorstImage& worst) {
    std::optional<image::Thumbnail> thumbnail;
    const auto failure = watch->decode(key_of(worst, input), [&] { thumbnail = source(worst); });
    if (failure) log::warn("pipeline", "no thumbnail in the report: " + failure->message);
    return thumbnail;
  };
}

/// Of this process. That of its children cannot be had: what RUSAGE_CHILDREN gives includes this
/// process's own memory, which a child has until it becomes the worker.
std::uint64_t peak_memory_bytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

void publish(const Assessment& assessment, const RunInput& input, const RecordedRun& recorded,
             const RunDirectory& directory, const Supervision& supervision) {
  const report::RunResults& results = assessment.results;
  const auto thumbnails = watched_thumbnails(input, supervision);
  write_predictions(assessment, input, recorded, directory);
  directory.write("failures.jsonl", report::failure_lines(results.failures));
  directory.write("junit.xml", report::junit_xml(results));
  directory.write("report.html", report::report_html(results, thumbnails));
  directory.write("summary.json", report::summary_json(results));
}

void write_telemetry(const PredictTimes& times, const RunDirectory& directory) {
  const double rate = times.predict > 0 ? static_cast<double>(times.predicted) / times.predict : 0;
  nlohmann::ordered_json json{{"schema", 1},
                              {"start_model_s", times.start_model},
                              {"predict_s", times.predict},
                              {"predicted", times.predicted},
                              {"datapoints_per_s", rate},
                              {"runner_peak_bytes", peak_memory_bytes()}};
  if (times.transform_cpu) json["transform_cpu_s"] = *times.transform_cpu;
  directory.write("telemetry.json", json.dump(2) + "\n");
}

}  // namespace assay::pipeline
