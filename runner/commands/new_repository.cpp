// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/new_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <map>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/template_files.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace fs = std::filesystem;

using Words = std::map<std::string, std::string>;

/// What differs between the definitions of the tasks. Lines of `annotations` stand in a comment
/// that is to be taken away.
struct Task {
  std::string name;
  Words words;
};

const std::vector<Task> kTasks{
    {"detection",
     {{"problem_type", "ObjectDetection"},
      {"format", "COCO"},
      {"annotations", "\n#     annotations_url: data/instances.json"},
      {"parameter", "threshold"},
      {"value", "0.1"},
      {"keys", "boxes, classes, scores"},
      {"gate", "bbox.AP50, min: 0.5"}}},
    {"classification",
     {{"problem_type", "Classification"},
      {"format", "ImageNet"},
      {"annotations", "    # a folder for each class, as many as `classes` below"},
      {"parameter", "classes"},
      {"value", "10"},
      {"keys", "probabilities"},
      {"gate", "classification.top1, min: 0.5"}}},
    {"segmentation",
     {{"problem_type", "SemanticSegmentation"},
      {"format", "LabelMaps"},
      {"annotations",
       "\n#     annotations_url: data/labels    # a.png for a.jpg"
       "\n#     categories: [dark, bright]      # what 0, 1, ... mean"},
      {"parameter", "threshold"},
      {"value", "128"},
      {"keys", "segmentation"},
      {"gate", "semantic.miou, min: 0.5"}}},
    {"keypoints",
     {{"problem_type", "Keypoints"},
      {"format", "COCO"},
      {"annotations",
       "\n#     annotations_url: data/keypoints.json    # with as many "
       "keypoints as `points` below"},
      {"parameter", "points"},
      {"value", "17"},
      {"keys", "keypoints"},
      {"gate", "keypoints.AP, min: 0.5"}}},
    {"regression",
     {{"problem_type", "ImageRegression"},
      {"format", "ImageRegression"},
      {"annotations",
       "\n#     annotations_url: data/values.csv    # columns: file, value"
       "\n#     categories: [value]                 # the columns to take"},
      {"parameter", "scale"},
      {"value", "1.0"},
      {"keys", "regressed_values"},
      {"gate", "regression.mae, max: 10"}}}};

const Task& task_of(const ParsedOptions& options) {
  std::vector<std::string> names;
  names.reserve(kTasks.size());
  for (const Task& task : kTasks) names.push_back(task.name);
  const std::string wanted = options.choice("task", names).value_or(names.front());
  return *std::find_if(kTasks.begin(), kTasks.end(),
                       [&](const Task& task) { return task.name == wanted; });
}

/// A name that CMake, YAML and the descriptor take as it is: letters, digits and "_".
std::string project_name(const fs::path& directory) {
  fs::path last = fs::absolute(directory).lexically_normal();
  if (!last.has_filename()) last = last.parent_path();
  std::string name;
  for (const char c : last.filename().string()) {
    const auto byte = static_cast<unsigned char>(c);
    name += std::isalnum(byte) != 0 && byte < 128 ? c : '_';
  }
  const bool begins_well = !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0;
  return begins_well ? name : "model_" + name;
}

std::string filled_in(std::string_view text, const Words& words) {
  std::string result(text);
  for (const auto& [word, value] : words) {
    const std::string place = "{{" + word + "}}";
    for (auto at = result.find(place); at != std::string::npos;
         at = result.find(place, at + value.size())) {
      result.replace(at, place.size(), value);
    }
  }
  return result;
}

/// Where a template's file goes: names that begin with a dot would be hidden in this tree.
fs::path target_of(std::string_view file) {
  static const std::map<std::string_view, std::string_view> kNames{
      {"gitignore", ".gitignore"},
      {"gitlab-ci.yml", ".gitlab-ci.yml"},
      {"github.yml", ".github/workflows/check.yml"}};
  const auto renamed = kNames.find(file);
  return {renamed == kNames.end() ? file : renamed->second};
}

void refuse_existing(const fs::path& directory) {
  std::error_code error;
  const auto type = fs::status(directory, error).type();
  if (type == fs::file_type::not_found) return;
  if (type == fs::file_type::directory && fs::is_empty(directory, error) && !error) return;
  throw Error(
      ErrorKind::usage,
      fmt::format("{} is there already; name a folder that is new or empty", directory.string()));
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return;
  throw Error(ErrorKind::io, fmt::format("cannot make folder {}: {}", folder.string(),
                                         describe_errno(error.value())));
}

/// Returns the names of the files.
std::vector<std::string> write_repository(const fs::path& directory, const Task& task) {
  Words words = task.words;
  words["name"] = project_name(directory);
  std::vector<std::string> written;
  for (const TemplateFile& file : template_files()) {
    const std::size_t slash = file.name.find('/');
    const std::string_view folder = file.name.substr(0, slash);
    if (folder != "common" && folder != task.name) continue;
    const fs::path target = target_of(file.name.substr(slash + 1));
    make_folder((directory / target).parent_path());
    write_file_atomically(directory / target, filled_in(file.text, words));
    written.push_back(target.string());
  }
  std::sort(written.begin(), written.end());
  return written;
}

CommandSpec new_spec() {
  return {"assay new DIR [--task TASK]",
          "Makes a model repository that builds and runs as it is, to be filled with your network.",
          {"DIR"},
          {{"task", 0, "TASK",
            "detection (default), classification, segmentation, keypoints or regression"}}};
}

}  // namespace

int run_new(const std::vector<std::string>& arguments) {
  const CommandSpec spec = new_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const fs::path directory = options->positional(0);
  const Task& task = task_of(*options);
  refuse_existing(directory);
  std::string text;
  for (const std::string& file : write_repository(directory, task)) {
    text += fmt::format("  {}\n", (directory / file).string());
  }
  print(
      fmt::format("made a model repository for {}:\n{}\nnext:\n  cd {}\n  cmake -B build && cmake "
                  "--build build\n  assay check assay.yaml --runtime\n",
                  task.name, text, directory.string()));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
