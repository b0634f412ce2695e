// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/guide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/convert/definition_text.hpp"
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

/// The definition's own task where the files have all that it needs.
ProblemType task_of(const Conversion& of, const Written& written) {
  const bool keeps = of.task == ProblemType::keypoints
                         ? of.options.to == Target::coco
                         : of.task == ProblemType::instance_segmentation && written.outlined;
  return keeps ? of.task : ProblemType::object_detection;
}

Entry entry_of(const Conversion& of, ProblemType task) {
  const Layout layout = layout_of(of.options.to);
  const bool stay = of.options.images == Images::stay;
  Entry entry{of.command,
              task,
              layout.format,
              stay ? of.spec.images.string() : layout.images,
              layout.annotations,
              "",
              {},
              {}};
  if (!has_list(of.options.to)) return entry;
  entry.list = kList;
  for (const std::size_t i : order_of_classes(of.content)) {
    entry.categories.emplace_back(of.content.class_numbers[i],
                                  of.content.dataset.categories[i].name);
  }
  return entry;
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
  write_text(folder / "assay.yaml",
             definition_text(conversion.spec, entry_of(conversion, task_of(conversion, written))));
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
