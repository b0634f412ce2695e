// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/coco_lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/dataset/coco_kinds.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/json_records.hpp"
#include "core/dataset/lint/coco_catalogue.hpp"
#include "core/dataset/lint/corner_boxes.hpp"
#include "core/dataset/lint/ids.hpp"
#include "core/dataset/lint/json_scanner.hpp"
#include "core/dataset/lint/keypoint_tally.hpp"
#include "core/dataset/lint/near_duplicates.hpp"
#include "core/dataset/lint/objects.hpp"
#include "core/dataset/lint/spellings.hpp"
#include "core/dataset/lint/task_fit.hpp"
#include "core/dataset/reading.hpp"
#include "core/dataset/segmentation.hpp"

namespace assay::dataset::lint {
namespace {

using definition::ProblemType;

/// What of an annotation is read. Everything is looked at where it is there; what the task does not
/// need may be absent.
std::vector<JsonColumn> columns_for(ProblemType task) {
  const bool shapes = task == ProblemType::instance_segmentation;
  const bool keypoints = task == ProblemType::keypoints;
  return {{"id", JsonType::integer},
          {"image_id", JsonType::integer},
          {"category_id", JsonType::integer},
          {"bbox", JsonType::box},
          {"area", JsonType::number},
          {"iscrowd", JsonType::flag, false},
          {"segmentation", JsonType::raw, shapes},
          {"keypoints", JsonType::raw, keypoints},
          {"num_keypoints", JsonType::integer, keypoints}};
}

/// Checks the annotations one by one, and keeps of each what must be compared with others.
class AnnotationLint {
 public:
  AnnotationLint(const CocoCatalogue& catalogue, const definition::Dataset& spec, ProblemType task,
                 Findings& findings)
      : catalogue_(catalogue),
        spec_(spec),
        file_(spec.annotations.string()),
        task_(task),
        findings_(findings),
        reader_(
            {"annotations", columns_for(task),
             [this](std::size_t index, std::span<const JsonCell> cells) { check(index, cells); }}),
        objects_(catalogue.category_names.size()) {
    ids_.reserve(catalogue.annotations);
    boxes_.reserve(catalogue.annotations);
  }

  void add(std::string_view text, std::size_t index) {
    const std::size_t before = ids_.size();
    Reading reading(findings_);
    Problems problems = reading.problems();
    // What is behind the text may be read, not used: the padding that parsers want.
    record_ = {text.data(), text.size() + kJsonPadding};
    reader_.read(text, index, problems);
    if (problems.total() > 0 && ids_.size() == faulty_.size()) {  // none could be read so far
      if (const auto fault = panoptic_for_instances(text)) throw FileFault(file_, *fault);
    }
    reading.settle(problems, file_, "");
    if (ids_.size() > before) return;
    faulty_.push_back(static_cast<std::uint32_t>(index));
    ids_.add(0);  // positions stay those of the file
    boxes_.skip();
  }

  /// Rules about several annotations.
  void finish() {
    find_repeated_ids();
    check_numbers_of_keypoints();
    find_near_duplicates();
    check_box_format();
    check_spellings();
    tell_unused();
  }

 private:
  void find_near_duplicates() {
    boxes_.find_pairs([&](const BoxTable::Pair& pair) {
      findings_.add(Rule::near_duplicate, Place(file_, "annotations", pair.position),
                    fmt::format("its box has an IoU of {:.3f} with that of annotations[{}], of "
                                "the same image and category",
                                pair.iou, pair.like));
    });
  }

  /// Corners leave images, contradict outlines, and are alike by chance.
  void check_box_format() {
    const auto fault = corners_.fault();
    if (!fault) return;
    for (const Rule rule :
         {Rule::box_outside, Rule::box_partly_outside, Rule::box_outline, Rule::near_duplicate}) {
      findings_.forget(rule);
    }
    findings_.add(Rule::box_format, {file_, ""}, *fault);
  }

  void tell_unused() {
    if (!faulty_.empty()) return;  // nobody knows of which categories those were
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (objects_[i] > 0) continue;
      findings_.add(Rule::unused_category, Place(file_, "categories", i),
                    fmt::format("'{}' has no objects", catalogue_.category_names[i]));
    }
  }

  void check(std::size_t index, std::span<const JsonCell> cells) {
    const auto& box = cells[3].numbers;
    Annotation object{
        cells[0].integer, cells[1].integer,    cells[2].integer,     box[0], box[1], box[2],
        box[3],           cells[4].numbers[0], cells[5].integer != 0};
    ids_.add(object.id);
    const Place place(file_, "annotations", index);
    if (object.id == 0) findings_.add(Rule::id_zero, place, "the id is 0");
    const auto image =
        position_in(catalogue_.image, object.image_id, Rule::unknown_image, "image", place);
    const auto category = position_in(catalogue_.category, object.category_id,
                                      Rule::unknown_category, "category", place);
    if (category) ++objects_[*category];
    const ObjectContext context{image ? catalogue_.sizes[*image] : std::nullopt, place,
                                task_ == ProblemType::instance_segmentation,
                                task_ == ProblemType::keypoints};
    check_box(object, context, findings_);
    corners_.add(object, context.size);
    check_shape(object, cells[6], context);
    if (cells[7].present) check_points(object, cells[7], cells[8], category, context);
    const bool comparable =
        image && category && !object.is_crowd && object.width > 0 && object.height > 0;
    comparable ? boxes_.add(*image, *category, object) : boxes_.skip();
  }

  std::optional<std::size_t> position_in(
      const std::unordered_map<std::int64_t, std::size_t>& positions, std::int64_t id, Rule rule,
      std::string_view what, const Place& place) {
    const auto found = positions.find(id);
    if (found != positions.end()) return found->second;
    findings_.add(rule, place, fmt::format("there is no {} with the id {}", what, id));
    return std::nullopt;
  }

  void check_shape(Annotation& object, const JsonCell& cell, const ObjectContext& context) {
    shapes_ = Shapes();
    // Keypoint files have [] for objects that nobody outlined.
    const bool has_one = cell.present && (context.reads_shapes || cell.text != "[]");
    if (has_one) {
      parts_.go_on(record_);
      if (const auto fault = parts_.read_shape(cell.offset, cell.text.size(), shapes_)) {
        findings_.add(Rule::outline_form, context.place, "segmentation " + *fault,
                      context.of_shapes());
      } else {
        object.shape = 0;
      }
    }
    check_outline(object, shapes_, context, findings_);
    check_box_of_outline(object, shapes_, context, findings_);
    check_area(object, shapes_, context, findings_);
  }

  void check_points(Annotation& object, const JsonCell& cell, const JsonCell& count,
                    std::optional<std::size_t> category, const ObjectContext& context) {
    points_.clear();
    parts_.go_on(record_);
    if (const auto fault = parts_.read_keypoints(cell.offset, cell.text.size(), points_)) {
      findings_.add(Rule::keypoint_form, context.place, "keypoints " + *fault,
                    context.of_keypoints());
      return;
    }
    object.labelled_keypoints =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(count.integer, 0, UINT32_MAX));
    if (count.present) check_keypoints(object, points_, context, findings_);
    // Files of boxes have [] for objects that nobody marked points on.
    if (!category || (points_.empty() && !context.reads_keypoints)) return;
    tally_.add(*category, points_.size() / 3, ids_.size() - 1);
  }

  void check_spellings() {
    std::vector<NamedCount> names;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      names.push_back({catalogue_.category_names[i], objects_[i]});
    }
    find_spellings(names, false, [&](std::size_t category, std::string_view what) {
      findings_.add(Rule::category_name, Place(file_, "categories", category), what,
                    Severity::warning);
    });
  }

  void check_numbers_of_keypoints() {
    const bool reads = task_ == ProblemType::keypoints;
    const std::vector<std::size_t>& listed = catalogue_.listed_keypoints;
    tally_.find_odd_objects(listed, [&](std::size_t object, std::string_view what) {
      findings_.add(Rule::keypoint_number, Place(file_, "annotations", object), what,
                    reads ? Severity::error : Severity::warning);
    });
    for (std::size_t i = 0; i < listed.size(); ++i) {
      const auto number = tally_.only_number(i);
      if (!number || *number == 0 || listed[i] == 0 || *number == listed[i]) continue;
      findings_.add(Rule::keypoint_number, Place(file_, "categories", i),
                    fmt::format("'keypoints' lists {}, its objects have {}", listed[i], *number),
                    Severity::warning);
    }
    if (!reads || !faulty_.empty()) return;
    check_keypoint_numbers(spec_, catalogue_.category_names, listed, tally_, findings_);
  }

  void find_repeated_ids() {
    ids_.find_repeats([&](std::size_t position, std::size_t first) {
      const auto is_faulty = [&](std::size_t i) {
        return std::binary_search(faulty_.begin(), faulty_.end(), static_cast<std::uint32_t>(i));
      };
      if (is_faulty(position) || (ids_[position] == 0 && is_faulty(first))) return;
      findings_.add(
          Rule::duplicate_id, Place(file_, "annotations", position),
          fmt::format("the id {} is that of annotations[{}], too", ids_[position], first));
    });
  }

  const CocoCatalogue& catalogue_;
  const definition::Dataset& spec_;
  std::string file_;
  ProblemType task_;
  Findings& findings_;
  JsonRecordReader reader_;
  std::string_view record_;
  SegmentationReader parts_;
  Shapes shapes_;
  std::vector<double> points_;
  Ids ids_;
  std::vector<std::uint32_t> faulty_;  // annotations that could not be read, ascending
  BoxTable boxes_;
  std::vector<std::size_t> objects_;  // of each category
  KeypointTally tally_;
  CornerBoxes corners_;
};

void check_wanted(const CocoCatalogue& catalogue, const definition::Dataset& spec,
                  const std::string& file, Findings& findings) {
  const auto& names = catalogue.category_names;
  for (const std::string& name : spec.only_categories) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    findings.add(Rule::unknown_category, {file, "only_categories"},
                 fmt::format("'{}' is no category of the data set", name));
  }
}

}  // namespace

void check_coco(const definition::Dataset& spec, ProblemType task, const Options& options,
                Report& report) {
  const std::string file = spec.annotations.string();
  CocoCatalogue catalogue = read_catalogue(spec, task, report.findings);
  report.images = catalogue.sizes.size();
  report.annotations = catalogue.annotations;
  check_wanted(catalogue, spec, file, report.findings);
  const auto seen = check_images(catalogue.images, spec, file,
                                 {options.decode_images, options.threads}, report.findings);
  for (std::size_t i = 0; i < catalogue.sizes.size(); ++i) {
    const std::size_t entry = catalogue.entry_of[i];
    if (!catalogue.sizes[i] && entry != SIZE_MAX) catalogue.sizes[i] = seen[entry];
  }
  AnnotationLint lint(catalogue, spec, task, report.findings);
  JsonScanner(spec.annotations)
      .scan([](std::string_view key) { return key == "annotations"; },
            [&](std::string_view text, std::size_t index) { lint.add(text, index); });
  lint.finish();
}

}  // namespace assay::dataset::lint
