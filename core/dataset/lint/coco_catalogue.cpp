// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/coco_catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_name.hpp"
#include "core/dataset/json_records.hpp"
#include "core/dataset/lint/json_scanner.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset::lint {
namespace {

constexpr std::array<std::string_view, 3> kLists{"images", "categories", "annotations"};

/// Sizes that outlines can be filled in.
bool is_usable(const ImageSize& size) {
  constexpr std::int64_t kMostPixels = INT32_MAX;
  return size.width > 0 && size.height > 0 && size.width < kMostPixels &&
         size.height < kMostPixels && size.width * size.height < kMostPixels;
}

/// How many texts a list has; 0 where it is none.
std::size_t texts_in(std::string_view json) {
  const auto list = nlohmann::json::parse(json, nullptr, false);
  const auto is_text = [](const auto& name) { return name.is_string(); };
  return list.is_array() && std::all_of(list.begin(), list.end(), is_text) ? list.size() : 0;
}

class Reader {
 public:
  Reader(const definition::Dataset& spec, definition::ProblemType task, Findings& findings)
      : spec_(spec),
        file_(spec.annotations.string()),
        needs_sizes_(task == definition::ProblemType::instance_segmentation),
        findings_(findings),
        images_(image_list()),
        categories_(category_list()) {}

  CocoCatalogue read() {
    std::array<bool, 3> seen{};
    std::size_t list = 0;
    const auto begin = [&](std::string_view key) {
      list =
          static_cast<std::size_t>(std::find(kLists.begin(), kLists.end(), key) - kLists.begin());
      if (list == kLists.size()) return false;
      if (seen[list]) throw FileFault(file_, fmt::format("'{}' is there twice", key));
      return seen[list] = true;
    };
    JsonScanner(spec_.annotations).scan(begin, [&](std::string_view text, std::size_t index) {
      read_element(list, text, index);
    });
    for (std::size_t i = 0; i < kLists.size(); ++i) {
      if (!seen[i]) throw FileFault(file_, fmt::format("the list '{}' is missing", kLists[i]));
    }
    check_not_empty();
    return std::move(catalogue_);
  }

 private:
  JsonList image_list() {
    return {
        "images",
        {{"id", JsonType::integer},
         {"file_name", JsonType::text, false},
         {"width", JsonType::integer, false},
         {"height", JsonType::integer, false}},
        [this](std::size_t index, std::span<const JsonCell> cells) { add_image(index, cells); }};
  }

  JsonList category_list() {
    return {
        "categories",
        {{"id", JsonType::integer},
         {"name", JsonType::text, false},
         {"keypoints", JsonType::raw, false}},
        [this](std::size_t index, std::span<const JsonCell> cells) { add_category(index, cells); }};
  }

  void read_element(std::size_t list, std::string_view text, std::size_t index) {
    if (list == 2) {
      catalogue_.annotations = index + 1;
      return;
    }
    Reading reading(findings_);
    Problems problems = reading.problems();
    (list == 0 ? images_ : categories_).read(text, index, problems);
    reading.settle(problems, file_, "");
  }

  void add_image(std::size_t index, std::span<const JsonCell> cells) {
    const Place place(file_, "images", index);
    const std::string name(cells[1].text);
    const auto [first, is_new] =
        catalogue_.image.emplace(cells[0].integer, catalogue_.sizes.size());
    if (!is_new) {
      findings_.add(Rule::duplicate_id, place,
                    fmt::format("another image has the id {}", cells[0].integer));
    }
    std::optional<ImageSize> size;
    if (cells[2].present && cells[3].present) size = ImageSize{cells[2].integer, cells[3].integer};
    catalogue_.sizes.push_back(size && is_usable(*size) ? size : std::nullopt);
    if (!catalogue_.sizes.back()) {
      findings_.add(Rule::no_image_size, place, "width and height do not say the image's size",
                    needs_sizes_ ? Severity::error : Severity::warning);
    }
    catalogue_.entry_of.push_back(SIZE_MAX);
    if (const auto fault = fault_in_file_name(name)) {
      findings_.add(Rule::file_name, place, fmt::format("file_name '{}' {}", name, *fault));
      return;
    }
    if (!file_names_.insert(name).second) {
      findings_.add(Rule::duplicate_file, place,
                    fmt::format("another image has the file_name '{}'", name), Severity::warning);
    }
    catalogue_.entry_of.back() = catalogue_.images.size();
    catalogue_.images.push_back({place.record(), name, catalogue_.sizes.back()});
  }

  void add_category(std::size_t index, std::span<const JsonCell> cells) {
    const Place place(file_, "categories", index);
    const std::string name(cells[1].text);
    const std::size_t position = catalogue_.category_names.size();
    if (!catalogue_.category.emplace(cells[0].integer, position).second) {
      findings_.add(Rule::duplicate_id, place,
                    fmt::format("another category has the id {}", cells[0].integer));
    }
    if (name.empty()) {
      findings_.add(Rule::category_name, place, "name is missing");
    } else if (!category_names_.insert(name).second) {
      findings_.add(Rule::category_name, place,
                    fmt::format("another category is called '{}', too", name), Severity::warning);
    }
    catalogue_.category_names.push_back(name);
    catalogue_.listed_keypoints.push_back(cells[2].present ? texts_in(cells[2].text) : 0);
  }

  void check_not_empty() {
    const auto add = [&](const char* what) { findings_.add(Rule::file_format, {file_, ""}, what); };
    if (catalogue_.sizes.empty()) add("'images' is empty");
    if (catalogue_.category_names.empty()) add("'categories' is empty");
  }

  const definition::Dataset& spec_;
  std::string file_;
  bool needs_sizes_;
  Findings& findings_;
  JsonRecordReader images_;
  JsonRecordReader categories_;
  CocoCatalogue catalogue_;
  std::unordered_set<std::string> file_names_;
  std::unordered_set<std::string> category_names_;
};

}  // namespace

CocoCatalogue read_catalogue(const definition::Dataset& spec, definition::ProblemType task,
                             Findings& findings) {
  return Reader(spec, task, findings).read();
}

}  // namespace assay::dataset::lint
