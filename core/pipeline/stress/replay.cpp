// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/replay.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {
namespace {

/// A word of a command line as a shell takes it.
std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789_-./=,:+@") == std::string::npos;
  if (plain && !word.empty()) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string replay_command(const definition::Definition& definition,
                           const dataset::Datapoint& datapoint, const Replay& replay,
                           const std::string& output) {
  const std::filesystem::path file(definition.source.name);
  std::string line = fmt::format(
      "assay domain apply {} --dataset {} --domain {} {} --id {} --seed {}",
      quoted(file.filename().string()), quoted(replay.dataset), quoted(replay.domain.name()),
      quoted(datapoint.path.lexically_relative(definition.directory).string()),
      quoted(datapoint.id), replay.seed);
  if (replay.draw != 0) line += fmt::format(" --draw {}", replay.draw);
  for (const std::string& setting : settings_of(replay.domain, replay.point)) {
    line += " --set " + quoted(setting);
  }
  return line + " -o " + output;
}

}  // namespace assay::pipeline
