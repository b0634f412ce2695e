// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/unfinished.hpp"

#include <fmt/format.h>

#include <optional>
#include <variant>

#include "core/base/log.hpp"

namespace assay::pipeline {
namespace {

void warn_of_damage(std::size_t line) {
  log::warn("pipeline",
            fmt::format("damaged journal line, predicting its datapoint again line={}", line));
}

JournalIndex open_index(const RunInput& input, const RunDirectory& directory,
                        const std::string& header) {
  JournalIndex index = open_journal(directory.journal(), header, input.total);
  for (const std::size_t line : index.damaged_lines) warn_of_damage(line);
  return index;
}

/// Datapoints that were recorded and must be predicted again, beside those of damaged lines.
struct Outdated {
  std::size_t images = 0;  // have changed
  std::size_t blobs = 0;   // are missing or altered
};

void warn_of(const Outdated& outdated) {
  if (outdated.images != 0) {
    log::warn("pipeline", fmt::format("images have changed since they were predicted, predicting "
                                      "them again count={}",
                                      outdated.images));
  }
  if (outdated.blobs != 0) {
    log::warn("pipeline", fmt::format("files in fields/ are missing or altered, predicting their "
                                      "datapoints again count={}",
                                      outdated.blobs));
  }
}

/// What to_record() wrote has no such fault, whatever its checksum says.
bool is_faulty(const Recorded& recorded, const RunInput& input) {
  return fault_in(recorded.outcome, input).has_value();
}

/// What the journal says of a datapoint, if it can be used.
std::variant<Recorded, Unreadable> read_usable(std::size_t datapoint, const JournalReader& journal,
                                               const RunInput& input) {
  auto read = journal.read(datapoint);
  const auto* recorded = std::get_if<Recorded>(&read);
  if (recorded != nullptr && is_faulty(*recorded, input)) return Unreadable::damaged;
  return read;
}

/// Whether there is a whole record of the datapoint's file as it is now; else says why not.
bool is_recorded(std::size_t datapoint, const JournalReader& journal, const RunInput& input,
                 Outdated& outdated) {
  const auto read = read_usable(datapoint, journal, input);
  if (const auto* recorded = std::get_if<Recorded>(&read)) {
    if (recorded->file == stamp_of(input.dataset.datapoints[datapoint].path)) return true;
    ++outdated.images;
    return false;
  }
  const Unreadable cause = std::get<Unreadable>(read);
  if (cause == Unreadable::damaged) warn_of_damage(journal.line_number(datapoint));
  if (cause == Unreadable::blob_lost) ++outdated.blobs;
  return false;
}

/// Indices without a whole record of their file as it is now.
std::vector<std::size_t> missing_of(const RunInput& input, const RunDirectory& directory,
                                    const JournalIndex& index) {
  std::vector<std::size_t> missing;
  std::optional<JournalReader> reader;
  if (index.end != 0) reader.emplace(directory.journal(), directory.fields(), index);
  Outdated outdated;
  for (std::size_t i = 0; i < input.total; ++i) {
    if (!reader || !is_recorded(i, *reader, input, outdated)) missing.push_back(i);
  }
  warn_of(outdated);
  return missing;
}

}  // namespace

Unfinished unfinished_of(const RunInput& input, const RunDirectory& directory,
                         const std::string& header) {
  Unfinished unfinished{open_index(input, directory, header), {}};
  unfinished.missing = missing_of(input, directory, unfinished.index);
  return unfinished;
}

}  // namespace assay::pipeline
