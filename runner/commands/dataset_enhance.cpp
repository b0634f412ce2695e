// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset_enhance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/enhance/enhance.hpp"
#include "runner/commands/chosen_domain.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/dataset_formats.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"
#include "runner/progress_bar.hpp"

namespace assay::runner {
namespace {

constexpr std::uint64_t kMany = 1'000'000'000;

CommandSpec dataset_enhance_spec() {
  CommandSpec spec{
      "assay dataset enhance DEFINITION [--dataset D] (--domain NAME | --findings FILE) -o DIR",
      "Writes transformed copies of a data set's images with their annotations moved, to train on: "
      "at random\n"
      "points of a domain, or those that a stress test found. Copies are lossless PNG files.",
      {"DEFINITION"},
      {{"dataset", 0, "NAME", "which data set of the definition"},
       {"domain", 0, "NAME", "a domain of the definition, or a built-in one"},
       severity_option(),
       {"copies", 0, "N", "of each image, at points as the domain distributes them (default: 1)"},
       {"seed", 0, "N", "of all that is random (default: 0)"},
       {"findings", 0, "FILE",
        "findings.jsonl of a stress test, or its run directory: a copy of each finding"},
       {"originals", 0, "", "write the images as they are, too"},
       {"limit", 0, "N", "only the first N datapoints, or findings"},
       {"to", 0, "FORMAT", "COCO, YOLO or VOC, for objects (default: as they are, else COCO)"},
       {"output", 'o', "DIR", "the folder to make"},
       {"jobs", 0, "N", "threads that make images (default: the cores)"},
       {"no-progress", 0, "", "no progress on stderr"}}};
  return spec;
}

std::filesystem::path findings_file(const std::string& given) {
  const std::filesystem::path path(given);
  std::error_code unknown;
  return std::filesystem::is_directory(path, unknown) ? path / "findings.jsonl" : path;
}

void check_source(const ParsedOptions& options) {
  if (options.has("domain") == options.has("findings")) {
    throw Error(ErrorKind::usage, "give --domain or --findings: where the copies are from");
  }
  for (const char* option : {"copies", "seed", "severity"}) {
    if (!options.has("findings") || !options.has(option)) continue;
    throw Error(ErrorKind::usage,
                fmt::format("findings say themselves what --{} would; leave it out", option));
  }
  if (!options.has("output")) throw Error(ErrorKind::usage, "-o is missing: the folder to make");
}

pipeline::EnhanceRequest request_of(const ParsedOptions& options) {
  check_source(options);
  pipeline::EnhanceRequest request;
  request.copies =
      static_cast<std::uint32_t>(options.count("copies", 1, 1'000'000).value_or(request.copies));
  request.seed = options.count("seed", 0, definition::kLargestSeed).value_or(request.seed);
  if (const auto file = options.text("findings")) request.findings = findings_file(*file);
  request.originals = options.has("originals");
  request.limit = options.count("limit", 1, kMany);
  request.to = chosen_format(options);
  request.directory = *options.text("output");
  request.jobs = jobs_of(options);
  return request;
}

std::string left_out_text(const std::vector<pipeline::LeftOut>& left_out) {
  constexpr std::size_t kShown = 20;
  if (left_out.empty()) return "";
  std::string text = fmt::format("left out, since they cannot be read: {}\n", left_out.size());
  const std::size_t shown = std::min(kShown, left_out.size());
  for (std::size_t i = 0; i < shown; ++i) {
    text += fmt::format("  {}: {}\n", printable(left_out[i].datapoint), printable(left_out[i].why));
  }
  if (shown < left_out.size()) text += fmt::format("  and {} more\n", left_out.size() - shown);
  return text;
}

std::string summary_of(const pipeline::Enhanced& enhanced, const std::string& directory) {
  std::string text = fmt::format("{}: {} images", directory, enhanced.images);
  if (enhanced.originals > 0) text += fmt::format(", {} of them as they are", enhanced.originals);
  if (enhanced.objects) text += fmt::format(", with {} objects", *enhanced.objects);
  return text + fmt::format(" ({})\n", enhanced.format) + left_out_text(enhanced.left_out) +
         text_of(enhanced.losses);
}

}  // namespace

int run_dataset_enhance(const std::vector<std::string>& arguments) {
  const CommandSpec spec = dataset_enhance_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  pipeline::EnhanceRequest request = request_of(*options);
  const auto definition = definition::parse_file(options->positional(0), {{}, ""});
  const definition::Dataset& dataset = choose_dataset(definition, *options);
  definition::check_paths(definition, dataset);
  const stress::Catalogue catalogue;
  ChosenDomains domains(definition, catalogue, severity_of(*options));
  request.domain_of = [&](const std::string& name) -> const stress::Domain& {
    return domains.of(name);
  };
  if (const auto domain = options->text("domain")) request.domain = &request.domain_of(*domain);
  pipeline::Enhanced enhanced;
  {
    ProgressBar bar(progress_style(!options->has("no-progress")), dataset.name);
    request.progress = bar.updates();
    enhanced = enhance(definition, dataset, request);
  }
  print(summary_of(enhanced, request.directory.string()));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
