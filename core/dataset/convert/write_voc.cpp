// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {
namespace {

std::string escaped(std::string_view text) {
  std::string xml;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      default:
        xml += c;
    }
  }
  return xml;
}

/// Readers of XML leave out white space around a name.
void check_names(const std::vector<Category>& categories) {
  for (const Category& category : categories) {
    const bool padded = category.name.find_first_of(" \t") == 0 ||
                        category.name.find_last_of(" \t") + 1 == category.name.size();
    if (!padded && printable(category.name) == category.name && !category.name.empty()) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("the category '{}' is empty or has white space around it, which VOC "
                            "cannot hold; rename it",
                            printable(category.name)));
  }
}

/// Readers know the categories that occur, sorted by name.
void tell_of_categories(const Content& content, Losses& losses) {
  const auto& categories = content.dataset.categories;
  std::vector<bool> used(categories.size());
  for (const Annotation& object : content.truth().annotations) {
    used[content.category(object.category_id)] = true;
  }
  for (const bool occurs : used) {
    if (!occurs)
      losses.add("categories without objects are in assay.yaml alone: no file of VOC lists them");
  }
  const bool sorted =
      std::is_sorted(categories.begin(), categories.end(),
                     [](const Category& a, const Category& b) { return a.name < b.name; });
  for (std::size_t i = 0; !sorted && i < categories.size(); ++i) {
    losses.add("categories have their order in assay.yaml alone: other tools sort their names");
  }
}

void tell_of_names(const Content& content, Losses& losses) {
  for (const ImageContent& image : content.images) {
    if (image.name.find_first_of(" \t") == std::string::npos) continue;
    losses.add("names of images have white space: other tools read ImageSets up to it");
  }
}

/// The object's element; "" where it cannot be one.
std::string object_element(const Content& content, const Annotation& object, Losses& losses) {
  // Corners are pixels that belong to the box, so that nothing is narrower than one.
  if (object.width < 1 || object.height < 1) {
    losses.add("boxes are left out: they are narrower than a pixel");
    return "";
  }
  if (object.shape != kNoShape) losses.add("outlines are left out: VOC's files have boxes alone");
  if (object.keypoint_end > object.keypoint_begin) losses.add("keypoints are left out");
  if (has_own_area(object)) {
    losses.add("areas became those of their boxes: VOC's files have no others");
  }
  if (object.is_crowd) {
    losses.add("crowds became difficult objects, which need not be found either");
  }
  const auto& categories = content.dataset.categories;
  return fmt::format(
      "  <object>\n    <name>{}</name>\n    <pose>Unspecified</pose>\n"
      "    <truncated>0</truncated>\n    <difficult>{}</difficult>\n    <bndbox>\n"
      "      <xmin>{}</xmin>\n      <ymin>{}</ymin>\n      <xmax>{}</xmax>\n"
      "      <ymax>{}</ymax>\n    </bndbox>\n  </object>\n",
      escaped(categories[content.category(object.category_id)].name),
      object.is_crowd || object.is_difficult ? 1 : 0, object.x + 1, object.y + 1,
      object.x + object.width, object.y + object.height);
}

std::string annotation_file(const Content& content, const ImageContent& image, std::size_t& objects,
                            Losses& losses) {
  std::string text = fmt::format("<annotation>\n  <filename>{}</filename>\n", escaped(image.id));
  if (image.size) {
    text += fmt::format(
        "  <size>\n    <width>{}</width>\n    <height>{}</height>\n    <depth>3</depth>\n"
        "  </size>\n",
        image.size->width, image.size->height);
  } else {
    losses.add("images have no <size>: their files cannot be read");
  }
  text += "  <segmented>0</segmented>\n";
  for (const std::size_t object : image.objects) {
    const std::string element =
        object_element(content, content.truth().annotations[object], losses);
    if (!element.empty()) ++objects;
    text += element;
  }
  return text + "</annotation>\n";
}

}  // namespace

Written write_voc(const Content& content, const std::filesystem::path& folder, Losses& losses) {
  require_own_stems(content, ".xml");
  check_names(content.dataset.categories);
  tell_of_categories(content, losses);
  tell_of_names(content, losses);
  std::size_t objects = 0;
  for (const ImageContent& image : content.images) {
    write_text(companion(folder / "Annotations", image.name, ".xml"),
               annotation_file(content, image, objects, losses));
  }
  return {objects, false};
}

}  // namespace assay::dataset::convert
