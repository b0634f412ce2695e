// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/read_lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "core/base/error.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/lint/image_files.hpp"
#include "core/dataset/lint/label_maps.hpp"
#include "core/dataset/lint/near_duplicates.hpp"
#include "core/dataset/lint/objects.hpp"
#include "core/dataset/lint/spellings.hpp"
#include "core/dataset/lint/task_fit.hpp"
#include "core/dataset/load_yolo.hpp"
#include "core/dataset/read.hpp"
#include "core/dataset/truth_fit.hpp"
#include "core/definition/encoding.hpp"

namespace assay::dataset::lint {
namespace {

namespace fs = std::filesystem;
using definition::DatasetFormat;
using Sizes = std::vector<std::optional<ImageSize>>;

/// Rules about a data set that has been read.
class ReadLint {
 public:
  ReadLint(const definition::Dataset& spec, definition::ProblemType task, const Options& options,
           Report& report)
      : spec_(spec),
        task_(task),
        options_(options),
        report_(report),
        annotations_(annotations_name(spec)),
        reading_(report.findings),
        before_(report.findings.errors()),
        dataset_(read_dataset(spec, task, reading_)),
        is_whole_(report.findings.errors() == before_) {
    report_.images = dataset_.datapoints.size();
  }

  void run() {
    check_truth();
    check_category_names();
    check_wanted();
    const Sizes seen = check_image_files();
    if (std::holds_alternative<InstanceTruth>(dataset_.truth)) check_objects(seen);
    if (std::holds_alternative<ClassTruth>(dataset_.truth)) check_classes();
    if (std::holds_alternative<LabelMapTruth>(dataset_.truth)) {
      const bool manifest = spec_.format == DatasetFormat::custom;
      check_label_maps(dataset_, seen, manifest ? spec_.images.string() : annotations_, options_,
                       report_);
    }
    if (std::holds_alternative<ImageTruth>(dataset_.truth)) check_targets();
    if (const auto* numbers = std::get_if<RegressionTruth>(&dataset_.truth)) {
      report_.annotations = numbers->values.size();
    }
    if (const auto* texts = std::get_if<CustomTruth>(&dataset_.truth)) {
      report_.annotations = texts->targets.size();
    }
    check_strays();
  }

 private:
  static std::string annotations_name(const definition::Dataset& spec) {
    if (spec.format == DatasetFormat::yolo) return yolo_labels_folder(spec).string();
    return spec.annotations.empty() ? spec.images.string() : spec.annotations.string();
  }

  /// In a manifest of keypoints each line may have them or not: there objects are told.
  bool may_have_keypoints() const {
    return task_ == definition::ProblemType::keypoints && spec_.format == DatasetFormat::custom;
  }

  void check_truth() {
    const bool follows = !is_whole_ && dataset_.categories.empty();  // from what was refused
    if (may_have_keypoints() || follows) return;
    if (const auto fault = unfit_truth(task_, dataset_)) {
      report_.findings.add(Rule::unfit_truth, {annotations_, ""}, "the data set " + *fault);
    }
  }

  void check_category_names() {
    for (const Category& category : dataset_.categories) {
      if (!definition::find_invalid_utf8(category.name)) continue;
      report_.findings.add(Rule::name_encoding, {annotations_, ""},
                           fmt::format("the category {} is not UTF-8", category.name));
    }
  }

  void check_wanted() {
    for (const std::string& name : spec_.only_categories) {
      const auto same = [&](const Category& category) { return category.name == name; };
      if (std::any_of(dataset_.categories.begin(), dataset_.categories.end(), same)) continue;
      report_.findings.add(Rule::unknown_category, {annotations_, "only_categories"},
                           fmt::format("'{}' is no category of the data set", name));
    }
  }

  /// The record that a datapoint came from: a line, or the image itself.
  std::string record_of(std::size_t datapoint) const {
    const auto& records = reading_.datapoints();
    return datapoint < records.size() ? records[datapoint] : dataset_.datapoints[datapoint].id;
  }

  /// The file that names the images.
  std::string images_name() const {
    if (!spec_.list.empty()) return spec_.list.string();
    return reading_.datapoints().empty() ? spec_.images.string() : annotations_;
  }

  Sizes check_image_files() {
    std::vector<ImageEntry> entries;
    for (std::size_t i = 0; i < dataset_.datapoints.size(); ++i) {
      const Datapoint& datapoint = dataset_.datapoints[i];
      std::string name = datapoint.path.lexically_relative(spec_.images).string();
      // YOLO's reader takes the size from the image: it states nothing.
      const bool stated = spec_.format == DatasetFormat::voc;
      entries.push_back({record_of(i), std::move(name), stated ? datapoint.size : std::nullopt});
    }
    Sizes seen = check_images(entries, spec_, images_name(),
                              {options_.decode_images, options_.threads}, report_.findings);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (dataset_.datapoints[i].size) seen[i] = dataset_.datapoints[i].size;
    }
    return seen;
  }

  void check_objects(const Sizes& seen) {
    const auto& truth = std::get<InstanceTruth>(dataset_.truth);
    report_.annotations = truth.annotations.size();
    BoxTable boxes;
    std::vector<std::size_t> of_category(dataset_.categories.size());
    for (std::size_t i = 0; i < truth.annotations.size(); ++i) {
      const Annotation& object = truth.annotations[i];
      const auto image = static_cast<std::size_t>(object.image_id);
      check_object(object, truth, seen[image], i);
      const auto category = position_of(object.category_id);
      ++of_category[category];
      const bool comparable = !object.is_crowd && object.width > 0 && object.height > 0;
      comparable ? boxes.add(image, category, object) : boxes.skip();
    }
    boxes.find_pairs([&](const BoxTable::Pair& pair) {
      report_.findings.add(Rule::near_duplicate, {annotations_, object_record(pair.position)},
                           fmt::format("its box has an IoU of {:.3f} with that of {}, of the same "
                                       "image and category",
                                       pair.iou, object_record(pair.like)));
    });
    check_spellings(of_category, "object");
    tell_unused(of_category, "objects");
    check_difficult(truth);
    if (may_have_keypoints()) check_numbers_of_keypoints(truth);
  }

  void check_numbers_of_keypoints(const InstanceTruth& truth) {
    KeypointTally tally;
    for (std::size_t i = 0; i < truth.annotations.size(); ++i) {
      const Annotation& object = truth.annotations[i];
      tally.add(position_of(object.category_id), object.keypoint_end - object.keypoint_begin, i);
    }
    tally.find_odd_objects({}, [&](std::size_t object, std::string_view what) {
      report_.findings.add_refused(Rule::keypoint_number, {annotations_, object_record(object)},
                                   what);
    });
    std::vector<std::string> names;
    for (const Category& category : dataset_.categories) names.push_back(category.name);
    if (is_whole_) check_keypoint_numbers(spec_, names, {}, tally, report_.findings);
  }

  std::size_t position_of(std::int64_t id) const {
    const auto found = std::find_if(dataset_.categories.begin(), dataset_.categories.end(),
                                    [&](const Category& category) { return category.id == id; });
    return static_cast<std::size_t>(found - dataset_.categories.begin());
  }

  const std::string& object_record(std::size_t object) const { return reading_.objects()[object]; }

  void check_object(const Annotation& object, const InstanceTruth& truth,
                    const std::optional<ImageSize>& size, std::size_t position) {
    const ObjectContext context{size, {annotations_, object_record(position)}};
    check_box(object, context, report_.findings);
    check_outline(object, truth.shapes, context, report_.findings);
    // Only manifests state areas; the other readers compute them.
    if (spec_.format == DatasetFormat::custom) {
      check_box_of_outline(object, truth.shapes, context, report_.findings);
      check_area(object, truth.shapes, context, report_.findings);
    }
    if (object.keypoint_end == object.keypoint_begin) return;
    const std::size_t count = object.keypoint_end - object.keypoint_begin;
    const auto triples =
        std::span(truth.keypoints).subspan(3 * std::size_t{object.keypoint_begin}, 3 * count);
    check_keypoints(object, triples, context, report_.findings);
  }

  void check_difficult(const InstanceTruth& truth) {
    std::vector<std::size_t> objects(dataset_.datapoints.size()), difficult(objects.size());
    for (const Annotation& object : truth.annotations) {
      const auto image = static_cast<std::size_t>(object.image_id);
      ++objects[image];
      if (object.is_difficult) ++difficult[image];
    }
    for (std::size_t i = 0; i < objects.size(); ++i) {
      if (objects[i] == 0 || difficult[i] < objects[i]) continue;
      report_.findings.add(Rule::only_difficult, {images_name(), record_of(i)},
                           fmt::format("all {} objects are difficult", objects[i]));
    }
  }

  void check_classes() {
    const auto& truth = std::get<ClassTruth>(dataset_.truth);
    report_.annotations = truth.classes.size();
    std::vector<std::size_t> images(dataset_.categories.size());
    for (const std::size_t of : truth.classes) ++images[of];
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (images[i] != 1 || !is_whole_) continue;
      report_.findings.add(Rule::single_image_class, {annotations_, ""},
                           fmt::format("'{}' has one image", dataset_.categories[i].name));
    }
    check_spellings(images, "image");
    tell_unused(images, "images");
  }

  void check_spellings(const std::vector<std::size_t>& counts, std::string_view unit) {
    std::vector<NamedCount> names;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      names.push_back({dataset_.categories[i].name, counts[i], unit});
    }
    const bool typos = spec_.categories.names.empty();
    find_spellings(names, typos, [&](std::size_t, std::string_view what) {
      report_.findings.add(Rule::category_name, {annotations_, ""}, what, Severity::warning);
    });
  }

  void tell_unused(const std::vector<std::size_t>& counts, std::string_view what) {
    if (!is_whole_) return;  // records that were refused may be of any category
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) continue;
      report_.findings.add(Rule::unused_category, {annotations_, ""},
                           fmt::format("'{}' has no {}", dataset_.categories[i].name, what));
    }
  }

  /// Images that a model should return.
  void check_targets() {
    const auto& targets = std::get<ImageTruth>(dataset_.truth).targets;
    report_.annotations = targets.size();
    const fs::path folder =
        spec_.format == DatasetFormat::custom ? spec_.images : spec_.annotations;
    std::vector<ImageEntry> entries;
    for (const fs::path& target : targets) {
      if (target.empty()) continue;
      const std::string name = target.lexically_relative(folder).string();
      entries.push_back({name, name, std::nullopt});
    }
    Findings of_targets(options_.most_findings);
    definition::Dataset spec = spec_;
    spec.images = folder;
    (void)check_images(entries, spec, folder.string(), {options_.decode_images, options_.threads},
                       of_targets);
    for (const Finding& finding : of_targets.by_rule()) {
      if (finding.rule == Rule::same_image) continue;  // several images may become the same one
      report_.findings.add(finding.rule, {finding.file, finding.record}, finding.what,
                           finding.severity);
    }
  }

  /// Annotation files that no image has.
  void check_strays() {
    const bool voc = spec_.format == DatasetFormat::voc;
    if ((!voc && spec_.format != DatasetFormat::yolo) || !spec_.list.empty()) return;
    if (spec_.num_datapoints) return;
    const std::string_view extension = voc ? ".xml" : ".txt";
    std::set<std::string> wanted;
    for (const Datapoint& datapoint : dataset_.datapoints) {
      const std::string name = datapoint.path.lexically_relative(spec_.images).string();
      wanted.insert(companion("", name, extension).string());
    }
    std::set<std::string> strays;
    std::error_code error;
    fs::recursive_directory_iterator at(annotations_, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      const std::string name = at->path().lexically_relative(annotations_).string();
      const bool is_one = at->path().extension() == extension && !wanted.contains(name);
      if (is_one && at->path().filename() != "classes.txt") strays.insert(name);
    }
    for (const std::string& name : strays) {
      report_.findings.add(Rule::stray_annotation, {annotations_, name},
                           "there is no image of this name");
    }
  }

  const definition::Dataset& spec_;
  definition::ProblemType task_;
  const Options& options_;
  Report& report_;
  std::string annotations_;
  Reading reading_;
  std::size_t before_;  // errors, before anything was read
  Dataset dataset_;
  bool is_whole_;  // nothing was refused
};

}  // namespace

void check_read(const definition::Dataset& spec, definition::ProblemType task,
                const Options& options, Report& report) {
  ReadLint(spec, task, options, report).run();
}

}  // namespace assay::dataset::lint
