// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/guide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/image_names.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;
using definition::ProblemType;

constexpr const char* kList = "images.txt";

/// What the folder of a format is made of.
struct Layout {
  const char* format;
  const char* annotations;
  const char* images;  // where copies and links go
};

Layout layout_of(Target to) {
  switch (to) {
    case Target::coco:
      return {"COCO", "instances.json", "images"};
    case Target::yolo:
      return {"YOLO", "labels", "images"};
    case Target::voc:
      return {"VOC", "Annotations", "JPEGImages"};
  }
  return {};
}

/// COCO's file lists the images itself.
bool has_list(Target to) {
  return to != Target::coco;
}

/// Why the name is not found again by the reader of the list; "" where it is.
std::string fault_in_listed(const std::string& name, const definition::Dataset& listed) {
  const bool is_line = lines_of(name) == std::vector{name} && name.find_first_of(" \t") != 0;
  if (!is_line) return "has white space around it or a line break";
  if (listed_image(listed, name) == name) return "";
  return "is not there, and its name does not say that it is an image";
}

void check_list(const Conversion& of) {
  definition::Dataset listed = of.spec;
  listed.list = of.options.directory / kList;
  for (const ImageContent& image : of.content.images) {
    const std::string fault = fault_in_listed(image.name, listed);
    if (fault.empty()) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("the image '{}' {}: a list of images cannot hold it; rename it",
                            image.id, fault));
  }
}

/// Positions of the categories by the numbers of their classes.
std::vector<std::size_t> order_of_classes(const Content& content) {
  std::vector<std::size_t> order(content.class_numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return content.class_numbers[a] < content.class_numbers[b];
  });
  return order;
}

void check_class_numbers(const Content& content) {
  constexpr std::int64_t kLargest = 65'535;  // of {number: name}
  if (!content.has_gaps()) return;
  for (std::size_t i = 0; i < content.class_numbers.size(); ++i) {
    if (content.class_numbers[i] <= kLargest) continue;
    throw Error(
        ErrorKind::dataset,
        fmt::format("the category '{}' has the class number {}, but a definition can name "
                    "0 to {} alone; number the classes from 0",
                    content.dataset.categories[i].name, content.class_numbers[i], kLargest));
  }
}

/// In quotes as JSON, which is YAML too; definitions take a lone '$' for a variable.
std::string json_text(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return nlohmann::json(doubled).dump();
}

/// A list, or {number: name} where numbers are left out.
std::string categories_text(const Content& content) {
  if (content.class_numbers.empty()) return "";
  std::string text;
  for (const std::size_t i : order_of_classes(content)) {
    if (!text.empty()) text += ", ";
    if (content.has_gaps()) text += fmt::format("{}: ", content.class_numbers[i]);
    text += json_text(content.dataset.categories[i].name);
  }
  return fmt::format("    categories: {}{}{}\n", content.has_gaps() ? '{' : '[', text,
                     content.has_gaps() ? '}' : ']');
}

/// The definition's own task where the files have all that it needs.
ProblemType task_of(const Conversion& of, const Written& written) {
  const bool keeps = of.task == ProblemType::keypoints
                         ? of.options.to == Target::coco
                         : of.task == ProblemType::instance_segmentation && written.outlined;
  return keeps ? of.task : ProblemType::object_detection;
}

std::string only_text(const std::vector<std::string>& categories) {
  if (categories.empty()) return "";
  std::string text;
  for (const std::string& name : categories) text += (text.empty() ? "" : ", ") + json_text(name);
  return "    only_categories: [" + text + "]\n";
}

/// What is not the default of what a definition says about the images and the scores.
std::string settings_text(const definition::Dataset& spec, ProblemType task) {
  std::string text;
  if (!spec.keypoint_sigmas.empty() && task == ProblemType::keypoints) {
    text += fmt::format("    keypoint_sigmas: [{}]\n", fmt::join(spec.keypoint_sigmas, ", "));
  }
  if (spec.exif == definition::Exif::ignore) text += "    exif: ignore\n";
  if (spec.truncated == definition::Truncated::warn) text += "    truncated: warn\n";
  if (spec.background) text += fmt::format("    alpha: [{}]\n", fmt::join(*spec.background, ", "));
  if (spec.max_pixels != definition::Dataset{}.max_pixels) {
    text += fmt::format("    max_pixels: {}\n", spec.max_pixels);
  }
  return text;
}

std::string definition_text(const Conversion& of, ProblemType task) {
  const definition::Dataset& spec = of.spec;
  const Layout layout = layout_of(of.options.to);
  const std::string images =
      of.options.images == Images::stay ? spec.images.string() : layout.images;
  std::string text = fmt::format(
      "# Written by assay dataset convert: check it with `assay dataset check`. Paths start at "
      "this\n# folder: a model's definition elsewhere names them from there.\nproject: {{name: {}, "
      "problem_type: {}}}\n"
      "datasets:\n  - name: {}\n    format: {}\n    stage: {}\n    data_url: {}\n"
      "    annotations_url: {}\n",
      json_text(spec.name), definition::name_of(task), json_text(spec.name), layout.format,
      spec.stage.empty() ? "test" : spec.stage, json_text(images), layout.annotations);
  if (has_list(of.options.to)) {
    text += fmt::format("    list_url: {}\n", kList) + categories_text(of.content);
  }
  return text + only_text(spec.only_categories) + settings_text(spec, task);
}

/// What Ultralytics' tools read.
std::string yolo_text(const Content& content) {
  std::string text = "path: .\ntrain: images\nval: images\nnames:\n";
  for (const std::size_t i : order_of_classes(content)) {
    text += fmt::format("  {}: {}\n", content.class_numbers[i],
                        nlohmann::json(content.dataset.categories[i].name).dump());
  }
  return text;
}

template <class Name>
std::string list_of(const Content& content, Name name_of) {
  std::string text;
  for (const ImageContent& image : content.images) text += name_of(image) + "\n";
  return text;
}

}  // namespace

const char* images_folder(Target to) {
  return layout_of(to).images;
}

void check_guide(const Conversion& conversion) {
  if (has_list(conversion.options.to)) {
    check_list(conversion);
    check_class_numbers(conversion.content);
  } else if (conversion.content.class_numbers.empty()) {
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}' has no categories, which a COCO file needs; name them "
                            "by 'categories'",
                            conversion.spec.name));
  }
}

void write_guide(const Conversion& conversion, const Written& written, const fs::path& folder) {
  const Content& content = conversion.content;
  const Target to = conversion.options.to;
  write_text(folder / "assay.yaml", definition_text(conversion, task_of(conversion, written)));
  if (has_list(to)) {
    write_text(folder / kList, list_of(content, [](const auto& image) { return image.name; }));
  }
  if (to == Target::yolo) write_text(folder / "data.yaml", yolo_text(content));
  if (to != Target::voc) return;
  const std::string& stage = conversion.spec.stage;
  write_text(folder / "ImageSets" / "Main" / ((stage.empty() ? "test" : stage) + ".txt"),
             list_of(content, [](const auto& image) {
               return fs::path(image.name).replace_extension().string();
             }));
}

}  // namespace assay::dataset::convert
