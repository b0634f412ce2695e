// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_yolo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/image_names.hpp"
#include "core/dataset/instance_builder.hpp"
#include "core/dataset/stored_size.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;
using lint::Rule;

constexpr std::int64_t kMostClasses = 100'000;

/// The numbers of a line, or nullopt when something else is in it.
std::optional<std::vector<double>> numbers_in(std::string_view line) {
  std::vector<double> numbers;
  const char* at = line.data();
  const char* const end = at + line.size();
  while (true) {
    while (at != end && (*at == ' ' || *at == '\t')) ++at;
    if (at == end) return numbers;
    double value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    const bool ends = next == end || *next == ' ' || *next == '\t';
    if (error != std::errc{} || !ends || !std::isfinite(value)) return std::nullopt;
    numbers.push_back(value);
    at = next;
  }
}

/// The first word of a line that is no number.
std::string_view odd_word(std::string_view line) {
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    if (word.empty() || !numbers_in(word)) return word;
    line.remove_prefix(word.size());
  }
}

/// What is wrong with a line that numbers_in() does not take.
Rule fault_in_numbers(std::string_view line) {
  for (const std::string_view word : {"nan", "inf", "NaN", "Inf"}) {
    if (line.find(word) != std::string_view::npos) return Rule::non_finite_number;
  }
  return Rule::record_form;
}

std::string words_about_numbers(std::string_view line) {
  constexpr std::size_t kShown = 40;
  const std::string_view word = odd_word(line);
  const bool commas = word.find(',') != std::string_view::npos;
  return fmt::format("'{}{}' is no number{}", word.substr(0, kShown),
                     word.size() > kShown ? "..." : "",
                     commas ? "; blanks are wanted between numbers" : "");
}

/// Reads the label file of one image.
class YoloFile {
 public:
  YoloFile(std::string name, ImageSize size, Problems& problems, Reading& reading)
      : name_(std::move(name)),
        width_(static_cast<double>(size.width)),
        height_(static_cast<double>(size.height)),
        problems_(problems),
        reading_(reading) {}

  void read_into(InstanceBuilder& builder, const std::string& text, bool needs_outlines) {
    const std::vector<std::string> lines = lines_of(text);
    for (line_ = 1; line_ <= lines.size(); ++line_) {
      if (lines[line_ - 1].empty()) continue;
      const auto numbers = numbers_in(lines[line_ - 1]);
      if (!numbers) {
        add(words_about_numbers(lines[line_ - 1]), fault_in_numbers(lines[line_ - 1]));
      } else if (is_sound(*numbers, builder, needs_outlines)) {
        add_object(*numbers, builder);
        if (reading_.is_lenient()) reading_.note_object(record());
      }
    }
  }

 private:
  std::string record() const { return fmt::format("{}:{}", name_, line_); }
  void add(const std::string& what, Rule rule = Rule::record_form) {
    problems_.add(rule, record(), what);
  }

  bool is_sound(const std::vector<double>& numbers, const InstanceBuilder& builder,
                bool needs_outlines) {
    const bool outline = numbers.size() >= 7 && numbers.size() % 2 == 1;
    if (numbers.size() != 5 && !outline) {
      add(
          fmt::format("has {} numbers; a class and 4 of a box, or a class and x, y of at least 3 "
                      "corners, are wanted",
                      numbers.size()));
      return false;
    }
    if (needs_outlines && !outline) {
      add("is a box; InstanceSegmentation needs the outline of each object", Rule::outline_form);
      return false;
    }
    return is_class(numbers.front(), builder) && are_shares(numbers) && has_size(numbers);
  }

  bool has_size(const std::vector<double>& numbers) {
    if (numbers.size() != 5 || (numbers[3] >= 0 && numbers[4] >= 0)) return true;
    add(fmt::format("the box has the width {} and the height {}", numbers[3], numbers[4]),
        Rule::negative_size);
    return false;
  }

  bool is_class(double number, const InstanceBuilder& builder) {
    const auto count = static_cast<double>(builder.has_fixed_categories() ? builder.category_count()
                                                                          : kMostClasses);
    const bool whole = number >= 0 && number < count && number == std::floor(number);
    const bool known = whole && (!builder.has_fixed_categories() ||
                                 builder.has_category(static_cast<std::size_t>(number)));
    if (known) return true;
    if (whole) {
      add(fmt::format("the class {} has no name in the 'categories' of the data set", number),
          Rule::unknown_category);
      return false;
    }
    add(fmt::format("the class {} is not a whole number from 0 to {}", number, count - 1),
        Rule::unknown_category);
    return false;
  }

  /// Tools round, so a little over the edge is no fault.
  bool are_shares(const std::vector<double>& numbers) {
    constexpr double kSlack = 0.01;
    const auto outside = std::find_if(numbers.begin() + 1, numbers.end(), [](double share) {
      return share < -kSlack || share > 1 + kSlack;
    });
    if (outside == numbers.end()) return true;
    // The flag of a keypoint that is visible: such lines look like outlines.
    const bool keypoints = numbers.size() > 5 && *outside == 2;
    add(fmt::format("{} is not a share of the image's size, 0 to 1{}", *outside,
                    keypoints ? "; labels of keypoints are not read, give them as COCO" : ""),
        Rule::box_outside);
    return false;
  }

  void add_object(const std::vector<double>& numbers, InstanceBuilder& builder) {
    const auto category = category_of(static_cast<std::size_t>(numbers.front()), builder);
    if (numbers.size() == 5) {
      const double width = numbers[3] * width_;
      const double height = numbers[4] * height_;
      builder.add_object(category, {numbers[1] * width_ - width / 2,
                                    numbers[2] * height_ - height / 2, width, height});
      return;
    }
    std::vector<double> corners;
    for (std::size_t i = 1; i < numbers.size(); i += 2) {
      corners.push_back(numbers[i] * width_);
      corners.push_back(numbers[i + 1] * height_);
    }
    add_outline(category, corners, builder);
  }

  void add_outline(std::size_t category, const std::vector<double>& corners,
                   InstanceBuilder& builder) {
    double left = corners[0], top = corners[1], right = left, bottom = top;
    for (std::size_t i = 0; i < corners.size(); i += 2) {
      left = std::min(left, corners[i]);
      right = std::max(right, corners[i]);
      top = std::min(top, corners[i + 1]);
      bottom = std::max(bottom, corners[i + 1]);
    }
    const image::Size size{static_cast<std::int64_t>(width_), static_cast<std::int64_t>(height_)};
    ObjectBox box{left, top, right - left, bottom - top};
    box.area = static_cast<double>(image::area(image::fill_polygon(corners, size)));
    const std::uint32_t shape = builder.shapes().begin_polygons();
    builder.shapes().add_polygon(corners);
    builder.add_object(category, box).shape = shape;
  }

  /// Without names of their own, classes are called by their numbers.
  static std::size_t category_of(std::size_t number, InstanceBuilder& builder) {
    if (builder.has_fixed_categories()) return number;
    return *builder.category(fmt::format("{:05}", number));
  }

  std::string name_;
  double width_;
  double height_;
  std::size_t line_ = 0;
  Problems& problems_;
  Reading& reading_;
};

/// "00007" sorts as the number does; people read "7".
void unpad_numbers(Dataset& dataset) {
  dataset.ids_are_class_indices = true;
  for (Category& category : dataset.categories) {
    const std::size_t first = category.name.find_first_not_of('0');
    category.name = first == std::string::npos ? "0" : category.name.substr(first);
    category.id = std::stoll(category.name);
  }
  auto& truth = std::get<InstanceTruth>(dataset.truth);
  std::vector<std::int64_t> ids;
  for (const Category& category : dataset.categories) ids.push_back(category.id);
  for (Annotation& annotation : truth.annotations) {
    annotation.category_id = ids[static_cast<std::size_t>(annotation.category_id)];
  }
}

/// All label files of a data set.
class YoloLabels {
 public:
  YoloLabels(const definition::Dataset& spec, definition::ProblemType task, Reading& reading)
      : spec_(spec),
        folder_(yolo_labels_folder(spec)),
        needs_outlines_(task == definition::ProblemType::instance_segmentation),
        names_(image_names(spec, reading)),
        builder_(spec),
        problems_(reading.problems()),
        reading_(reading) {
    names_.resize(std::min(names_.size(), spec.num_datapoints.value_or(names_.size())));
  }

  Dataset load() {
    for (const std::string& image : names_) read_image(image);
    reading_.settle(problems_, folder_.string(), "mend the labels (class cx cy width height)");
    if (without_ == names_.size()) refuse_nothing();
    const bool fixed = builder_.has_fixed_categories();
    Dataset dataset = builder_.finish(digest_.finish());
    if (!fixed) unpad_numbers(dataset);
    if (without_ > 0) {
      dataset.warnings.push_back(fmt::format(
          "{} of {} images have no label file: they are taken for empty", without_, names_.size()));
    }
    return dataset;
  }

 private:
  void read_image(const std::string& image) {
    // An image that cannot be read fails by itself; what is in it cannot be said in pixels.
    auto size = upright_size(spec_.images / image, spec_.exif);
    if (size && size->width > spec_.max_pixels / size->height) size.reset();
    builder_.add_image(image, size);
    const fs::path file = companion(folder_, image, ".txt");
    std::error_code unknown;
    if (!fs::exists(file, unknown)) {
      ++without_;
      reading_.remark(Rule::no_labels, folder_.string(), file.lexically_relative(folder_).string(),
                      fmt::format("is not there, for the image '{}'", image));
      return;
    }
    const std::string text = read_file(file);
    digest_.add(image + "\n" + sha256(text) + "\n");
    if (!size) return;
    YoloFile(file.lexically_relative(folder_).string(), *size, problems_, reading_)
        .read_into(builder_, text, needs_outlines_);
  }

  [[noreturn]] void refuse_nothing() const {
    throw FileFault(
        folder_.string(),
        fmt::format("there is no label file for any of the {} images, e.g. {}; is "
                    "annotations_url right?",
                    names_.size(), companion(folder_, names_.front(), ".txt").filename().string()));
  }

  const definition::Dataset& spec_;
  fs::path folder_;
  bool needs_outlines_;
  std::vector<std::string> names_;
  InstanceBuilder builder_;
  Problems problems_;
  Reading& reading_;
  Sha256 digest_;
  std::size_t without_ = 0;  // images that have no label file
};

}  // namespace

/// The folder of labels: .../labels/val for .../images/val.
fs::path yolo_labels_folder(const definition::Dataset& spec) {
  if (!spec.annotations.empty()) return spec.annotations;
  std::vector<fs::path> parts(spec.images.begin(), spec.images.end());
  const auto last = std::find(parts.rbegin(), parts.rend(), fs::path("images"));
  if (last == parts.rend()) return spec.images;
  *last = "labels";
  fs::path folder;
  for (const fs::path& part : parts) folder /= part;
  return folder;
}

Dataset load_yolo(const definition::Dataset& spec, definition::ProblemType task, Reading& reading) {
  return YoloLabels(spec, task, reading).load();
}

}  // namespace assay::dataset
