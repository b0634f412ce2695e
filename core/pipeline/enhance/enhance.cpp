// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/enhance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/guide.hpp"
#include "core/dataset/convert/write_plain.hpp"
#include "core/dataset/convert/writers.hpp"
#include "core/dataset/label_map.hpp"
#include "core/pipeline/enhance/moved_content.hpp"
#include "core/pipeline/enhance/provenance.hpp"

namespace assay::pipeline {
namespace {

namespace fs = std::filesystem;
namespace convert = dataset::convert;

constexpr const char* kCommand = "enhance";

fs::path whole_path(const fs::path& path) {
  std::error_code unknown;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path), unknown);
  return unknown ? fs::absolute(path).lexically_normal() : whole;
}

/// Formats that take all images of a folder would take what is written for more of their own.
void refuse_inside(const fs::path& directory, const definition::Dataset& spec) {
  const fs::path wanted = whole_path(directory);
  for (const fs::path& folder : {spec.images, spec.annotations, spec.masks}) {
    if (folder.empty()) continue;
    const fs::path whole = whole_path(folder);
    const auto [end, unused] =
        std::mismatch(whole.begin(), whole.end(), wanted.begin(), wanted.end());
    if (end != whole.end()) continue;
    throw Error(ErrorKind::usage,
                fmt::format("{} lies in the data set itself ({}); name a folder elsewhere",
                            wanted.string(), whole.string()));
  }
}

convert::Target target_of(const EnhanceRequest& request, const definition::Dataset& spec) {
  if (request.to) return *request.to;
  if (spec.format == definition::DatasetFormat::yolo) return convert::Target::yolo;
  if (spec.format == definition::DatasetFormat::voc) return convert::Target::voc;
  return convert::Target::coco;
}

void refuse_target(const EnhanceRequest& request, const SourceData& source) {
  if (!request.to || source.objects) return;
  throw Error(ErrorKind::usage,
              fmt::format("data set '{}' has no objects: it is written as {}; leave --to out",
                          source.spec.name, convert::format_of(source.plain.truth)));
}

std::vector<Copy> plan(const EnhanceRequest& request, const SourceData& source) {
  const dataset::Dataset& dataset = source.dataset();
  const std::size_t most = request.limit.value_or(SIZE_MAX);
  std::vector<Copy> copies =
      request.domain != nullptr
          ? sampled_copies(
                dataset, *request.domain,
                {std::min(most, dataset.datapoints.size()), request.copies, request.seed})
          : copies_of_findings(request.findings, dataset, request.domain_of, most);
  if (request.originals) copies = with_originals(std::move(copies));
  name_copies(dataset, source.spec.images, copies);
  return copies;
}

std::string images_folder_of(const EnhanceRequest& request, const SourceData& source) {
  return source.objects ? convert::images_folder(target_of(request, source.spec))
                        : convert::kImages;
}

/// What the new data set's definition says of it, in place of what the old one's did.
definition::Dataset new_spec(const SourceData& source, const EnhanceRequest& request,
                             const fs::path& folder) {
  definition::Dataset spec = source.spec;
  spec.name += request.domain != nullptr ? "-" + request.domain->name() : "-findings";
  spec.images = folder / images_folder_of(request, source);
  if (!source.objects && std::holds_alternative<dataset::ClassTruth>(source.plain.truth)) {
    spec.only_categories.clear();  // images of others are not written
  }
  return spec;
}

struct Output {
  definition::Dataset spec;
  const fs::path& folder;
};

void write_objects(const SourceData& source, const std::vector<Copy>& copies,
                   const MadeCopies& made, const Output& output, const EnhanceRequest& request,
                   Enhanced& enhanced) {
  convert::Losses losses;
  const convert::Target to = target_of(request, source.spec);
  const convert::Content content = moved_content(source, copies, made, to, losses);
  const convert::Options options{to, request.directory, convert::Images::copy};
  const convert::Conversion conversion{output.spec, source.task, options, content, kCommand};
  check_guide(conversion);
  const convert::Written written =
      write_annotations(to, content, output.spec, output.folder, losses);
  write_guide(conversion, written, output.folder);
  enhanced.format = to == convert::Target::coco   ? "COCO"
                    : to == convert::Target::yolo ? "YOLO"
                                                  : "VOC";
  enhanced.objects = written.objects;
  enhanced.losses = losses.list();
}

/// The truth of those that are written, one for each of them.
dataset::Dataset chosen(const dataset::Dataset& source,
                        const std::vector<std::size_t>& datapoints) {
  dataset::Dataset result = source;
  result.datapoints.clear();
  for (const std::size_t i : datapoints) result.datapoints.push_back(source.datapoints[i]);
  if (auto* classes = std::get_if<dataset::ClassTruth>(&result.truth)) {
    const auto& all = std::get<dataset::ClassTruth>(source.truth).classes;
    classes->classes.clear();
    for (const std::size_t i : datapoints) classes->classes.push_back(all[i]);
  } else if (auto* numbers = std::get_if<dataset::RegressionTruth>(&result.truth)) {
    const auto& all = std::get<dataset::RegressionTruth>(source.truth).values;
    const auto count = static_cast<std::ptrdiff_t>(numbers->names.size());
    numbers->values.clear();
    for (const std::size_t i : datapoints) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i) * count;
      numbers->values.insert(numbers->values.end(), begin, begin + count);
    }
  }
  return result;
}

void write_others(const SourceData& source, const std::vector<Copy>& copies, const MadeCopies& made,
                  const Output& output, Enhanced& enhanced) {
  std::vector<std::size_t> datapoints;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (!made.copies[i]) continue;
    datapoints.push_back(copies[i].datapoint);
    names.push_back(copies[i].name);
  }
  convert::Entry entry =
      convert::write_plain(chosen(source.plain, datapoints), names, output.folder);
  entry.command = kCommand;
  entry.task = source.task;
  convert::write_text(output.folder / "assay.yaml", definition_text(output.spec, entry));
  enhanced.format = entry.format;
}

void count_images(const std::vector<Copy>& copies, const MadeCopies& made, Enhanced& enhanced) {
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (!made.copies[i]) continue;
    ++enhanced.images;
    if (copies[i].is_original()) ++enhanced.originals;
  }
  if (enhanced.images > 0) return;
  const LeftOut& first = made.left_out.front();
  throw Error(ErrorKind::dataset, fmt::format("none of the images can be read, e.g. '{}': {}",
                                              printable(first.datapoint), first.why));
}

}  // namespace

Enhanced enhance(const definition::Definition& definition, const definition::Dataset& spec,
                 const EnhanceRequest& request) {
  refuse_inside(request.directory, spec);
  convert::Draft draft(request.directory);
  const SourceData source = load_source(spec, definition.project.problem_type);
  refuse_target(request, source);
  if (has_label_maps(source.plain))
    (void)convert::label_numbers(source.plain);  // before hours of work
  const std::vector<Copy> copies = plan(request, source);
  const std::string images = images_folder_of(request, source);
  const MadeCopies made =
      make_copies(source, copies, {draft.path(), images, request.jobs, request.progress});

  Enhanced enhanced;
  enhanced.left_out = made.left_out;
  count_images(copies, made, enhanced);
  const Output output{new_spec(source, request, draft.path()), draft.path()};
  if (source.objects) {
    write_objects(source, copies, made, output, request, enhanced);
  } else {
    write_others(source, copies, made, output, enhanced);
  }
  convert::write_text(draft.path() / "provenance.jsonl",
                      provenance_lines({definition, source.dataset(), images}, copies, made));
  draft.publish();
  return enhanced;
}

}  // namespace assay::pipeline
