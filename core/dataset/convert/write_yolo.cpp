// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/dataset/companion.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/outline.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {
namespace {

/// As many digits as a pixel of the largest images needs a thousandth of.
std::string share(double value) {
  return fmt::format("{:.9g}", value);
}

/// The lines of one image.
class YoloLines {
 public:
  YoloLines(const Content& content, const ImageContent& image, Losses& losses)
      : content_(content),
        image_(image),
        width_(static_cast<double>(image.size->width)),
        height_(static_cast<double>(image.size->height)),
        losses_(losses) {}

  std::string write() {
    for (const std::size_t object : image_.objects) add(content_.truth().annotations[object]);
    return std::move(text_);
  }
  const Written& written() const { return written_; }

 private:
  void add(const Annotation& object) {
    if (object.is_crowd) return losses_.add("crowds are left out: YOLO has none");
    if (object.keypoint_end > object.keypoint_begin) losses_.add("keypoints are left out");
    if (object.is_difficult) {
      losses_.add("difficult objects became ordinary ones, which must be found");
    }
    const std::string number =
        std::to_string(content_.class_numbers[content_.category(object.category_id)]);
    const auto line = object.shape == kNoShape ? box_line(object) : outline_line(object);
    if (!line) return losses_.add("boxes are left out: they hold nothing of their image");
    text_ += number + *line + "\n";
    ++written_.objects;
  }

  std::optional<std::string> outline_line(const Annotation& object) {
    const image::Size size{image_.size->width, image_.size->height};
    auto outline = one_outline(content_.truth().shapes, object.shape, size);
    if (!outline) {
      losses_.add("outlines became boxes: no single polygon has their pixels");
      return box_line(object);
    }
    if (differs(object, *outline)) {
      if (content_.boxes_count) {
        losses_.add("outlines became boxes: what is around them differs by more than a pixel");
        return box_line(object);
      }
      losses_.add("boxes became those around their outlines, which differ by more than a pixel");
    }
    return corners_line(*outline);
  }

  std::string corners_line(const std::vector<double>& outline) {
    std::string line;
    bool cut = false;
    for (std::size_t i = 0; i < outline.size(); i += 2) {
      const double x = std::clamp(outline[i] / width_, 0.0, 1.0);
      const double y = std::clamp(outline[i + 1] / height_, 0.0, 1.0);
      cut = cut || std::abs(x * width_ - outline[i]) > 1e-3 ||
            std::abs(y * height_ - outline[i + 1]) > 1e-3;
      line += fmt::format(" {} {}", share(x), share(y));
    }
    if (cut) losses_.add("outlines are cut at the image's border");
    return line;
  }

  /// Who reads the outline takes the box around it: whether that is another by more than a pixel.
  static bool differs(const Annotation& object, const std::vector<double>& outline) {
    double left = outline[0], top = outline[1], right = left, bottom = top;
    for (std::size_t i = 0; i < outline.size(); i += 2) {
      left = std::min(left, outline[i]);
      right = std::max(right, outline[i]);
      top = std::min(top, outline[i + 1]);
      bottom = std::max(bottom, outline[i + 1]);
    }
    const double furthest = std::max({std::abs(left - object.x), std::abs(top - object.y),
                                      std::abs(right - object.x - object.width),
                                      std::abs(bottom - object.y - object.height)});
    return furthest > 1;
  }

  /// nullopt where nothing of it is in the image.
  std::optional<std::string> box_line(const Annotation& object) {
    written_.outlined = false;
    const double left = std::clamp(object.x, 0.0, width_);
    const double top = std::clamp(object.y, 0.0, height_);
    const double right = std::clamp(object.x + object.width, 0.0, width_);
    const double bottom = std::clamp(object.y + object.height, 0.0, height_);
    if (right <= left || bottom <= top) return std::nullopt;
    const double cut = std::max({std::abs(left - object.x), std::abs(top - object.y),
                                 std::abs(right - object.x - object.width),
                                 std::abs(bottom - object.y - object.height)});
    if (cut > 1e-3) losses_.add("boxes are cut at the image's border");
    if (has_own_area(object)) {
      losses_.add("areas became those of their boxes: YOLO's files have no others");
    }
    return fmt::format(" {} {} {} {}", share((left + right) / 2 / width_),
                       share((top + bottom) / 2 / height_), share((right - left) / width_),
                       share((bottom - top) / height_));
  }

  const Content& content_;
  const ImageContent& image_;
  double width_;
  double height_;
  Losses& losses_;
  std::string text_;
  Written written_{0, true};
};

}  // namespace

Written write_yolo(const Content& content, const std::filesystem::path& folder, Losses& losses) {
  require_own_stems(content, ".txt");
  Written written{0, true};
  for (const ImageContent& image : content.images) {
    std::string text;
    if (image.size) {
      YoloLines lines(content, image, losses);
      text = lines.write();
      written.objects += lines.written().objects;
      written.outlined = written.outlined && lines.written().outlined;
    } else {
      for ([[maybe_unused]] const std::size_t object : image.objects) {
        losses.add("objects are left out: nobody knows their image's size");
      }
    }
    write_text(companion(folder / "labels", image.name, ".txt"), text);
  }
  return written;
}

}  // namespace assay::dataset::convert
