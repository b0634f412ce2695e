// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/report/base64.hpp"
#include "core/report/html_comparison.hpp"
#include "core/report/objects_svg.hpp"

namespace assay::report {
namespace {

/// Small pictures are drawn larger, so that labels are as large on them as on others.
image::Size drawn_size(image::Size thumbnail) {
  const std::int64_t longest = std::max({thumbnail.width, thumbnail.height, std::int64_t{1}});
  if (longest >= kPictureSide) return thumbnail;
  return {std::max<std::int64_t>(thumbnail.width * kPictureSide / longest, 1),
          std::max<std::int64_t>(thumbnail.height * kPictureSide / longest, 1)};
}

/// An embedded file that fills a view; `type` is "png" or "jpeg".
std::string image_element(image::Size size, std::string_view type, std::string_view file) {
  return fmt::format(
      "<image width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" "
      "href=\"data:image/{};base64,{}\"/>",
      size.width, size.height, type, base64(file));
}

/// `content` are elements in units of `size`.
Slot view(std::string_view title, image::Size size, const std::string& content) {
  Slot slot;
  slot.set("title", optional_slot(title));
  slot.set("width", std::to_string(size.width));
  slot.set("height", std::to_string(size.height));
  slot.set("content", content);
  return slot;
}

/// The views of one image, by what there is to compare.
class Views {
 public:
  Views(predict::ImageSize original, const image::Thumbnail& thumbnail, std::size_t number)
      : original_(original),
        size_(drawn_size(thumbnail.size)),
        picture_(fmt::format("<g id=\"p{}\">{}</g>", number,
                             image_element(size_, "jpeg", thumbnail.jpeg))),
        in_grey_(fmt::format("<use class=\"grey\" href=\"#p{}\"/>", number)) {}

  Slot operator()(const std::monostate&) const { return one(""); }
  Slot operator()(const ClassComparison&) const { return one(""); }
  Slot operator()(const ObjectComparison& objects) const {
    return one(objects_svg(objects, original_, size_));
  }
  Slot operator()(const LabelComparison& labels) const {
    Slot list = list_slot();
    list << view(
        "predicted", size_,
        "<defs>" + picture_ + "</defs>" + in_grey_ + image_element(size_, "png", labels.predicted));
    list << view("ground truth", size_, in_grey_ + image_element(size_, "png", labels.truth));
    list << view("mistakes", size_, in_grey_ + image_element(size_, "png", labels.mistakes));
    return list;
  }
  Slot operator()(const PictureComparison& pictures) const {
    Slot list = list_slot();
    list << view("image", size_, picture_);
    list << whole("returned", pictures.returned);
    list << whole("target", pictures.target);
    return list;
  }

 private:
  Slot one(const std::string& over_it) const {
    Slot list = list_slot();
    list << view("", size_, picture_ + over_it);
    return list;
  }

  static Slot whole(std::string_view title, const image::Thumbnail& thumbnail) {
    const image::Size size = drawn_size(thumbnail.size);
    return view(title, size, image_element(size, "jpeg", thumbnail.jpeg));
  }

  predict::ImageSize original_;
  image::Size size_;
  std::string picture_;  // the image itself
  std::string in_grey_;  // the same without its bytes: what lies over it is all that has colours
};

}  // namespace

Slot view_slots(const ShownComparison& shown, std::size_t number) {
  if (shown.picture == nullptr) return {false};
  return std::visit(Views(shown.size, *shown.picture, number), shown.comparison);
}

}  // namespace assay::report
