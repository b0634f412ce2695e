// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset_convert.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/dataset/convert/convert.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/definition/parse.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/dataset_formats.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace convert = dataset::convert;

CommandSpec dataset_convert_spec() {
  return {"assay dataset convert DEFINITION [--dataset D] --to COCO|YOLO|VOC -o DIR",
          "Writes a data set of objects in another format, with a definition of it, and says what "
          "the format\n"
          "cannot hold.",
          {"DEFINITION"},
          {{"dataset", 0, "NAME", "which data set of the definition"},
           {"to", 0, "FORMAT", "COCO, YOLO or VOC"},
           {"output", 'o', "DIR", "the folder to make"},
           {"copy-images", 0, "", "copy the image files too (default: they stay where they are)"},
           {"link-images", 0, "", "make links to the image files"}}};
}

convert::Options options_of(const ParsedOptions& options) {
  const auto to = chosen_format(options);
  if (!to) throw Error(ErrorKind::usage, "--to is missing: COCO, YOLO or VOC");
  const auto directory = options.text("output");
  if (!directory) throw Error(ErrorKind::usage, "-o is missing: the folder to make");
  if (options.has("copy-images") && options.has("link-images")) {
    throw Error(ErrorKind::usage, "--copy-images and --link-images exclude each other");
  }
  convert::Options how;
  how.to = *to;
  how.directory = *directory;
  if (options.has("copy-images")) how.images = convert::Images::copy;
  if (options.has("link-images")) how.images = convert::Images::link;
  return how;
}

std::string summary_of(const convert::Converted& converted, const convert::Options& how) {
  return fmt::format("{}: {} images with {} objects of {} categories\n", how.directory.string(),
                     converted.images, converted.objects, converted.categories) +
         text_of(converted.losses);
}

}  // namespace

int run_dataset_convert(const std::vector<std::string>& arguments) {
  const CommandSpec spec = dataset_convert_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const convert::Options how = options_of(*options);
  const auto definition = definition::parse_file(options->positional(0), {{}, ""});
  const definition::Dataset& dataset = choose_dataset(definition, *options);
  definition::check_paths(definition, dataset);
  print(summary_of(convert::convert(dataset, definition.project.problem_type, how), how));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
