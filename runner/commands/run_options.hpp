// SPDX-License-Identifier: Apache-2.0
// Options shared by the commands that run a model, and how they become settings.
#pragma once

#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/worker_predictor.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// --device --batch --jobs --instances --limit --resume --plugin-dir --worker ... --log-level
/// --color
std::vector<Option> run_options();

/// Sets up logging as --log-level, --color and NO_COLOR say.
void configure_logging(const ParsedOptions& options);

/// --jobs, by default the number of cores this process may use.
std::size_t jobs_of(const ParsedOptions& options);

/// --device as the definition parser wants it: the first of the list, "" for none.
std::string first_device(const ParsedOptions& options);

/// Everything about workers.
plugin::WorkerOptions worker_options_of(const ParsedOptions& options);

/// The model that --model names, or the only one. Throws Error{usage} naming those there are.
const definition::Model& choose_model(const definition::Definition& definition,
                                      const ParsedOptions& options);
/// The same of data sets and --dataset.
const definition::Dataset& choose_dataset(const definition::Definition& definition,
                                          const ParsedOptions& options);

/// --baseline: the named one, or the only one.
const definition::Baseline& choose_baseline(const definition::Definition& definition,
                                            const ParsedOptions& options);

/// --output, which must be given.
std::string output_directory(const ParsedOptions& options);

}  // namespace assay::runner
