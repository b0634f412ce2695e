// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_name.hpp"
#include "core/dataset/instance_builder.hpp"
#include "core/dataset/manifest_line.hpp"
#include "core/dataset/segmentation.hpp"

namespace assay::dataset {
namespace {

using definition::ProblemType;
using lint::Rule;

[[noreturn]] void fail(const std::string& message, Rule rule = Rule::record_form) {
  throw LineFault(rule, message);
}

/// The category of a label: with names in the definition by name or index, else by name.
std::size_t category_of(const ClassLabel& label, InstanceBuilder& builder) {
  if (const auto* index = std::get_if<std::int64_t>(&label)) {
    const auto count = static_cast<std::int64_t>(builder.category_count());
    if (!builder.has_fixed_categories()) {
      fail("classes by index need 'categories' in the definition, or give their names");
    }
    if (*index < 0 || !builder.has_category(static_cast<std::size_t>(*index))) {
      fail(fmt::format("the class {} is not in 0..{}, the 'categories' of the data set", *index,
                       count - 1),
           Rule::unknown_category);
    }
    return static_cast<std::size_t>(*index);
  }
  const auto& name = std::get<std::string>(label);
  if (name.empty()) fail("'classes' has an empty name", Rule::unknown_category);
  const auto category = builder.category(name);
  if (!category) {
    fail(fmt::format("'{}' is not among the 'categories' of the data set", name),
         Rule::unknown_category);
  }
  return *category;
}

void require_count(std::string_view what, std::size_t count, std::size_t classes) {
  if (count == classes) return;
  fail(fmt::format("{} {} but {} classes", count, what, classes));
}

ObjectBox box_of(const std::vector<double>& corners) {
  if (corners[2] < corners[0] || corners[3] < corners[1]) {
    fail(fmt::format("the box ({}) ends before it begins; x1, y1, x2, y2 are wanted",
                     fmt::join(corners, ", ")),
         Rule::negative_size);
  }
  return {corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1]};
}

ObjectBox box_around(const Shapes& shapes, std::uint32_t shape, std::int64_t max_pixels) {
  // Polygons are cut at an image's border, so this one holds them all.
  image::Size size{1, 1};
  for (std::size_t p = 0; p < shapes.polygon_count(shape); ++p) {
    const auto corners = shapes.polygon(shape, p);
    for (std::size_t i = 0; i < corners.size(); i += 2) {
      size.width = std::max(size.width, static_cast<std::int64_t>(corners[i]) + 2);
      size.height = std::max(size.height, static_cast<std::int64_t>(corners[i + 1]) + 2);
    }
  }
  // Filling takes time and memory by what is crossed: no image that is allowed needs more.
  if (size.width * size.height > 2 * max_pixels) {
    fail("'polygons' reach further than an image of max_pixels", Rule::outline_form);
  }
  const image::RunLengths mask = shapes.mask(shape, size);
  const image::MaskBox box = image::bounding_box(mask);
  return {box.x, box.y, box.width, box.height, static_cast<double>(image::area(mask))};
}

/// The objects of a line, before they are numbered. Shapes have been added already.
struct LineObjects {
  std::vector<ClassLabel> labels;
  std::vector<ObjectBox> boxes;
  std::vector<std::uint32_t> shapes;           // empty where the task has none
  std::vector<std::vector<double>> keypoints;  // the same
};

void read_shapes(const ManifestLine& line, std::int64_t max_pixels, Shapes& shapes,
                 LineObjects& objects) {
  if (line.has("rle") && line.has("polygons")) fail("has both 'rle' and 'polygons'; keep one");
  const std::string target = line.has("rle") ? "rle" : "polygons";
  for (const std::string& json : line.elements(target)) {
    const auto fault = SegmentationReader(json).read_shape(0, json.size(), shapes);
    if (fault) fail(fmt::format("'{}' {}", target, *fault), Rule::outline_form);
    objects.shapes.push_back(static_cast<std::uint32_t>(shapes.size() - 1));
    objects.boxes.push_back(box_around(shapes, objects.shapes.back(), max_pixels));
  }
  require_count(target, objects.shapes.size(), objects.labels.size());
}

void read_boxes(const ManifestLine& line, LineObjects& objects) {
  std::vector<ObjectBox> boxes;
  for (const auto& corners : line.rows("boxes", 4)) boxes.push_back(box_of(corners));
  require_count("boxes", boxes.size(), objects.labels.size());
  for (std::size_t i = 0; i < objects.boxes.size(); ++i) boxes[i].area = objects.boxes[i].area;
  objects.boxes = std::move(boxes);
}

void read_attributes(const ManifestLine& line, LineObjects& objects) {
  const std::size_t count = objects.labels.size();
  const auto crowds = line.flags("iscrowd", count);
  const auto difficult = line.flags("difficult", count);
  for (std::size_t i = 0; i < count; ++i) {
    objects.boxes[i].is_crowd = crowds[i];
    objects.boxes[i].is_difficult = difficult[i];
  }
  if (!line.has("areas")) return;
  const std::vector<double> areas = line.numbers("areas");
  require_count("areas", areas.size(), count);
  for (std::size_t i = 0; i < count; ++i) objects.boxes[i].area = areas[i];
}

LineObjects read_objects(const ManifestLine& line, ProblemType task, std::int64_t max_pixels,
                         Shapes& shapes) {
  LineObjects objects;
  objects.labels = line.classes("classes");
  const bool outlined = task == ProblemType::instance_segmentation;
  if (outlined) read_shapes(line, max_pixels, shapes, objects);
  if (!outlined || line.has("boxes")) read_boxes(line, objects);
  if (task == ProblemType::keypoints) {
    objects.keypoints = line.rows("keypoints", 0);
    require_count("keypoints", objects.keypoints.size(), objects.labels.size());
  }
  read_attributes(line, objects);
  return objects;
}

void set_keypoints(const std::vector<double>& triples, Annotation& object,
                   std::vector<double>& all) {
  if (triples.size() % 3 != 0) {
    fail(fmt::format("'keypoints' has {} numbers for an object; each keypoint is x, y, v",
                     triples.size()),
         Rule::keypoint_form);
  }
  object.keypoint_begin = static_cast<std::uint32_t>(all.size() / 3);
  all.insert(all.end(), triples.begin(), triples.end());
  object.keypoint_end = static_cast<std::uint32_t>(all.size() / 3);
  for (std::size_t i = 2; i < triples.size(); i += 3) {
    if (triples[i] > 0) ++object.labelled_keypoints;
  }
}

void add_objects(const LineObjects& objects, InstanceBuilder& builder, Reading& reading,
                 const std::string& record) {
  for (std::size_t i = 0; i < objects.labels.size(); ++i) {
    const std::size_t category = category_of(objects.labels[i], builder);
    Annotation& object = builder.add_object(category, objects.boxes[i]);
    reading.note_object(record);
    if (!objects.shapes.empty()) object.shape = objects.shapes[i];
    if (!objects.keypoints.empty()) {
      set_keypoints(objects.keypoints[i], object, builder.keypoints());
    }
  }
}

/// A path among the targets, from the folder of images.
std::filesystem::path target_path(const ManifestLine& line, const std::string& target,
                                  const definition::Dataset& spec) {
  const std::string name = line.text(target);
  if (const auto fault = fault_in_file_name(name)) {
    fail(fmt::format("'{}' {}", target, *fault), Rule::file_name);
  }
  return image_path(spec.images, name);
}

/// What a task takes of each line.
class Targets {
 public:
  Targets(const definition::Dataset& spec, ProblemType task, Reading& reading)
      : spec_(spec), task_(task), builder_(spec), reading_(reading) {}

  /// `record` says which line it is.
  void add(const ManifestLine& line, const std::string& record) {
    const std::string image = line.image();
    if (const auto fault = fault_in_file_name(image)) {
      fail(fmt::format("'inputs' {}", *fault), Rule::file_name);
    }
    if (!images_.insert(image).second) {
      fail(fmt::format("the image '{}' is there twice", image), Rule::duplicate_file);
    }
    if (task_ != ProblemType::custom) line.require_known_targets();
    // A line without a target adds no datapoint. Objects go to the last one, so it comes first.
    if (!has_objects()) add_target(line);
    builder_.add_image(image, std::nullopt);
    reading_.note_datapoint(record);
    if (has_objects()) add_objects_of(line, record);
  }

  Dataset finish(std::string digest) {
    Dataset dataset = builder_.finish(std::move(digest));
    switch (task_) {
      case ProblemType::classification:
        dataset.truth = class_truth(dataset);
        break;
      case ProblemType::semantic_segmentation:
        dataset.truth = label_truth(dataset);
        break;
      case ProblemType::image_regression:
        dataset.truth = number_truth();
        break;
      case ProblemType::output_image:
        dataset.truth = ImageTruth{std::move(paths_)};
        break;
      case ProblemType::custom:
        dataset.truth = CustomTruth{std::move(texts_)};
        break;
      default:
        break;  // objects
    }
    return dataset;
  }

 private:
  /// Classification has one, without a place.
  bool has_objects() const {
    return task_ == ProblemType::classification || task_ == ProblemType::object_detection ||
           task_ == ProblemType::instance_segmentation || task_ == ProblemType::keypoints;
  }

  void add_objects_of(const ManifestLine& line, const std::string& record) {
    const LineObjects objects =
        task_ == ProblemType::classification
            ? class_of(line)
            : read_objects(line, task_, spec_.max_pixels, builder_.shapes());
    add_objects(objects, builder_, reading_, record);
  }

  void add_target(const ManifestLine& line) {
    switch (task_) {
      case ProblemType::semantic_segmentation:
        paths_.push_back(target_path(line, "segmentation", spec_));
        return;
      case ProblemType::image_regression:
        return add_numbers(line.numbers("regressed_values"));
      case ProblemType::output_image:
        paths_.push_back(target_path(line, "image_output", spec_));
        return;
      default:
        texts_.push_back(line.targets());
        return;
    }
  }

  static LineObjects class_of(const ManifestLine& line) {
    LineObjects objects{line.classes("classes"), std::vector<ObjectBox>(1), {}, {}};
    if (objects.labels.size() == 1) return objects;
    fail(fmt::format("{} classes; one is wanted", objects.labels.size()));
  }

  void add_numbers(std::vector<double> numbers) {
    if (numbers.empty() || (width_ != 0 && numbers.size() != width_)) {
      fail(fmt::format("{} 'regressed_values', where the first line has {}", numbers.size(),
                       width_));
    }
    width_ = numbers.size();
    numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
  }

  /// Each datapoint has one annotation, of its class.
  static ClassTruth class_truth(const Dataset& dataset) {
    ClassTruth truth;
    std::map<std::int64_t, std::size_t> position;
    for (const Category& category : dataset.categories) {
      position.emplace(category.id, position.size());
    }
    for (const Annotation& of : std::get<InstanceTruth>(dataset.truth).annotations) {
      truth.classes.push_back(position.at(of.category_id));
    }
    return truth;
  }

  LabelMapTruth label_truth(const Dataset& dataset) {
    if (dataset.categories.empty()) {
      fail("the labels of 'segmentation' need 'categories' in the definition");
    }
    LabelMapTruth truth{std::move(paths_), {}, spec_.ignored_labels, spec_.max_pixels};
    for (std::size_t i = 0; i < dataset.categories.size(); ++i) {
      truth.classes[dataset.categories[i].id] = i;
    }
    return truth;
  }

  RegressionTruth number_truth() {
    const std::set<std::string> names(spec_.categories.names.begin(), spec_.categories.names.end());
    if (names.size() < spec_.categories.names.size()) fail("'categories' has a name twice");
    RegressionTruth truth{spec_.categories.names, std::move(numbers_)};
    if (!truth.names.empty() && truth.names.size() != width_) {
      fail(fmt::format("{} 'regressed_values' for {} 'categories'", width_, truth.names.size()));
    }
    for (std::size_t i = truth.names.size(); i < width_; ++i) {
      truth.names.push_back(fmt::format("value_{}", i));
    }
    return truth;
  }

  const definition::Dataset& spec_;
  ProblemType task_;
  InstanceBuilder builder_;
  Reading& reading_;
  std::set<std::string> images_;
  std::vector<std::filesystem::path> paths_;
  std::vector<std::string> texts_;
  std::vector<double> numbers_;
  std::size_t width_ = 0;  // of the numbers
};

}  // namespace

Dataset load_manifest(const definition::Dataset& spec, ProblemType task, Reading& reading) {
  const std::string text = read_file(spec.annotations);
  Targets targets(spec, task, reading);
  Problems problems = reading.problems();
  std::size_t count = 0;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    if (spec.num_datapoints && count == *spec.num_datapoints) break;
    const std::string record = fmt::format("line {}", i + 1);
    try {
      targets.add(ManifestLine(lines[i]), record);
      ++count;
    } catch (const LineFault& fault) {
      problems.add(fault.rule(), record, fault.message());
    }
  }
  if (count == 0 && problems.total() == 0) {
    problems.add(Rule::file_format, "", "there are no datapoints in it");
  }
  reading.settle(problems, spec.annotations.string(), "mend the manifest: one JSON object a line");
  return in_context([&] { return "reading " + spec.annotations.string(); },
                    [&] { return targets.finish(sha256(text)); });
}

}  // namespace assay::dataset
