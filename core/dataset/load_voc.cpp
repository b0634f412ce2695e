// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_voc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>
#include <system_error>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/source.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/image_names.hpp"
#include "core/dataset/instance_builder.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

std::size_t line_at(std::string_view text, std::ptrdiff_t offset) {
  const auto head = text.substr(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
  return 1 + static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n'));
}

std::string trimmed(std::string_view text) {
  constexpr const char* kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kSpace) - begin + 1));
}

std::optional<double> number_of(const pugi::xml_node& node) {
  const std::string text = trimmed(node.text().get());
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

/// Flags of the development kit are 0 and 1; other tools write words.
std::optional<bool> flag_of(const pugi::xml_node& node) {
  const std::string text = trimmed(node.text().get());
  if (text.empty() || text == "0" || text == "false" || text == "False") return false;
  if (text == "1" || text == "true" || text == "True") return true;
  return std::nullopt;
}

/// Reads the XML file of one image.
class VocFile {
 public:
  VocFile(const std::filesystem::path& folder, const std::filesystem::path& file, std::string text,
          Problems& problems, Reading& reading)
      : folder_(folder.string()),
        name_(file.lexically_relative(folder).string()),
        text_(std::move(text)),
        problems_(problems),
        reading_(reading) {}

  void read_into(InstanceBuilder& builder, const std::string& image) {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(text_.data(), text_.size());
    if (!parsed) {
      add(parsed.offset, fmt::format("is not XML: {}", parsed.description()), Rule::file_format);
      if (reading_.is_lenient()) builder.add_image(image, std::nullopt);
      return;
    }
    const pugi::xml_node root = document.child("annotation");
    if (!root) {
      add(0, "has no <annotation> at its root; it is no annotation of Pascal VOC",
          Rule::file_format);
      if (reading_.is_lenient()) builder.add_image(image, std::nullopt);
      return;
    }
    const auto size = size_of(root);
    if (!size) {
      reading_.remark(Rule::no_image_size, folder_, name_, "has no <size> with width and height");
    }
    builder.add_image(image, size);
    for (const pugi::xml_node object : root.children("object")) read_object(object, builder);
  }

 private:
  std::string record_at(std::ptrdiff_t offset) const {
    return fmt::format("{}:{}", name_, line_at(text_, offset));
  }

  void add(std::ptrdiff_t offset, const std::string& what, Rule rule = Rule::record_form) {
    problems_.add(rule, record_at(offset), what);
  }

  std::optional<ImageSize> size_of(const pugi::xml_node& root) {
    const auto width = number_of(root.child("size").child("width"));
    const auto height = number_of(root.child("size").child("height"));
    if (!width || !height || *width < 1 || *height < 1 || *width > 1e9 || *height > 1e9) return {};
    return ImageSize{static_cast<std::int64_t>(*width), static_cast<std::int64_t>(*height)};
  }

  void read_object(const pugi::xml_node& object, InstanceBuilder& builder) {
    const std::string name = trimmed(object.child("name").text().get());
    const auto box = box_of(object);
    if (name.empty()) add(object.offset_debug(), "the object has no <name>");
    if (!box || name.empty()) return;
    const auto category = builder.category(name);
    if (!category) {
      add(object.offset_debug(),
          fmt::format("'{}' is not among the 'categories' of the data set", name),
          Rule::unknown_category);
      return;
    }
    builder.add_object(*category, *box);
    if (reading_.is_lenient()) reading_.note_object(record_at(object.offset_debug()));
  }

  std::optional<ObjectBox> box_of(const pugi::xml_node& object) {
    const pugi::xml_node corners = object.child("bndbox");
    const auto left = number_of(corners.child("xmin"));
    const auto top = number_of(corners.child("ymin"));
    const auto right = number_of(corners.child("xmax"));
    const auto bottom = number_of(corners.child("ymax"));
    if (!left || !top || !right || !bottom) {
      add(object.offset_debug(),
          "the object has no <bndbox> with the numbers <xmin>, <ymin>, <xmax> and <ymax>");
      return std::nullopt;
    }
    if (*right < *left || *bottom < *top) {
      add(object.offset_debug(),
          fmt::format("the box ends before it begins: x {} to {}, y {} to {}", *left, *right, *top,
                      *bottom),
          Rule::negative_size);
      return std::nullopt;
    }
    const auto difficult = flag_of(object.child("difficult"));
    if (!difficult) {
      add(object.offset_debug(), fmt::format("<difficult> is neither 0 nor 1, but '{}'",
                                             trimmed(object.child("difficult").text().get())));
      return std::nullopt;
    }
    ObjectBox box{*left - 1, *top - 1, *right - *left + 1, *bottom - *top + 1};
    box.is_difficult = *difficult;
    return box;
  }

  std::string folder_;
  std::string name_;  // below it
  std::string text_;
  Problems& problems_;
  Reading& reading_;
};

}  // namespace

Dataset load_voc(const definition::Dataset& spec, Reading& reading) {
  InstanceBuilder builder(spec);
  Problems problems = reading.problems();
  Sha256 digest;
  std::vector<std::string> names = image_names(spec, reading);
  names.resize(std::min(names.size(), spec.num_datapoints.value_or(names.size())));
  for (const std::string& image : names) {
    const auto file = companion(spec.annotations, image, ".xml");
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) {
      problems.add(Rule::missing_annotation, "",
                   fmt::format("there is no {} for the image '{}'",
                               file.lexically_relative(spec.annotations).string(), image));
      if (reading.is_lenient()) builder.add_image(image, std::nullopt);
      continue;
    }
    std::string text = read_file(file);
    digest.add(image + "\n" + sha256(text) + "\n");
    VocFile(spec.annotations, file, std::move(text), problems, reading).read_into(builder, image);
  }
  reading.settle(problems, spec.annotations.string(),
                 "mend the annotations, or name the images to take in list_url");
  return builder.finish(digest.finish());
}

}  // namespace assay::dataset
