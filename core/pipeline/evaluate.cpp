// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/evaluate.hpp"

#include "core/base/log.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/model_start.hpp"
#include "core/pipeline/predict_run.hpp"
#include "core/pipeline/publish.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"

namespace assay::pipeline {

report::RunResults evaluate(const definition::Definition& definition,
                            const definition::Model& model, const definition::Dataset& dataset,
                            const EvaluateOptions& options) {
  const RunInput input = prepare_run(definition, model, dataset, RunExtent(options.limit));
  for (const std::string& warning : warnings_about(input)) log::warn("pipeline", warning);
  const RunIdentity identity = run_identity(input, options);

  const Supervision& supervision = options.supervision;
  const RunDirectory directory(options.directory, options.resume,
                               {supervision.inherited_lock, supervision.lock_keeper});
  const PredictTimes times = predict_missing(input, options, directory, identity);
  const RecordedRun recorded(input, directory, identity);
  const std::vector<predict::Outcome> outcomes = recorded.scored_outcomes();

  const predict::OutcomeStream all_fields(
      input.total, [&recorded](std::size_t i) { return recorded.outcome(i); });
  Assessment assessment = assess(input, outcomes, all_fields, recorded.incidents());
  assessment.results.command = "evaluate";
  assessment.results.device = devices_of(input, options);
  publish(assessment, input, recorded, directory, supervision);
  if (times.predicted != 0) write_telemetry(times, directory);
  return assessment.results;
}

}  // namespace assay::pipeline
