// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/write_plain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/datapoint_id.hpp"

namespace assay::dataset::convert {
namespace {

/// As RFC 4180 has it.
std::string csv_value(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of("\",\r\n") == std::string::npos &&
                     text.front() != ' ' && text.back() != ' ';
  if (plain) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

/// Names that are the numbers say nothing more.
bool are_named(const std::vector<Category>& categories) {
  return std::any_of(categories.begin(), categories.end(), [](const Category& category) {
    return category.name != std::to_string(category.id);
  });
}

std::string class_table(const Dataset& dataset, const std::vector<std::string>& names) {
  const auto& classes = std::get<ClassTruth>(dataset.truth).classes;
  const bool named = are_named(dataset.categories);
  std::string text = named ? "file,class_index,wnid\n" : "file,class_index\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Category& category = dataset.categories[classes[i]];
    text += fmt::format("{},{}", csv_value(datapoint_id(names[i])), category.id);
    text += named ? "," + csv_value(category.name) + "\n" : "\n";
  }
  return text;
}

std::string value_table(const Dataset& dataset, const std::vector<std::string>& names) {
  const auto& truth = std::get<RegressionTruth>(dataset.truth);
  const std::size_t count = truth.names.size();
  std::string text = "file";
  for (const std::string& name : truth.names) text += "," + csv_value(name);
  text += "\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += csv_value(datapoint_id(names[i]));
    for (std::size_t k = 0; k < count; ++k) text += fmt::format(",{}", truth.values[i * count + k]);
    text += "\n";
  }
  return text;
}

std::uint8_t label_of(const Category& category) {
  constexpr std::int64_t kMost = 255;
  if (category.id >= 0 && category.id <= kMost) return static_cast<std::uint8_t>(category.id);
  throw Error(ErrorKind::dataset,
              fmt::format("the category '{}' has the label {}; label maps are written with 8 bits: "
                          "number the classes from 0 to 254",
                          printable(category.name), category.id));
}

}  // namespace

std::string format_of(const Truth& truth) {
  if (std::holds_alternative<ClassTruth>(truth)) return "ImageNet";
  if (std::holds_alternative<LabelMapTruth>(truth)) return "LabelMaps";
  if (std::holds_alternative<PanopticTruth>(truth)) return "LabelMaps";
  if (std::holds_alternative<RegressionTruth>(truth)) return "ImageRegression";
  return std::holds_alternative<ImageTruth>(truth) ? "ImagePairs" : "";
}

std::string class_folder(const Category& category) {
  const std::string& name = category.name;
  const bool is_folder = !name.empty() && name.front() != '.' && name.size() < 200 &&
                         name.find_first_of("/\\:") == std::string::npos && printable(name) == name;
  return is_folder ? name : std::to_string(category.id);
}

LabelNumbers label_numbers(const Dataset& dataset) {
  LabelNumbers numbers;
  std::vector<bool> taken(256, false);
  for (const Category& category : dataset.categories) {
    numbers.of_category.push_back(label_of(category));
    taken[numbers.of_category.back()] = true;
  }
  while (taken[numbers.ignored]) {
    if (numbers.ignored-- != 0) continue;
    throw Error(ErrorKind::dataset,
                "all 256 labels are categories: none is left for pixels that count nowhere");
  }
  return numbers;
}

Entry write_plain(const Dataset& dataset, const std::vector<std::string>& names,
                  const std::filesystem::path& folder) {
  Entry entry;
  entry.format = format_of(dataset.truth);
  entry.images = kImages;
  if (entry.format == "ImageNet") {
    entry.annotations = "labels.csv";
    write_text(folder / entry.annotations, class_table(dataset, names));
  } else if (entry.format == "ImageRegression") {
    entry.annotations = "values.csv";
    write_text(folder / entry.annotations, value_table(dataset, names));
  } else if (entry.format == "LabelMaps") {
    entry.annotations = kLabels;
    entry.ignored = std::vector<std::int64_t>{label_numbers(dataset).ignored};
    for (const Category& category : dataset.categories) {
      entry.categories.emplace_back(category.id, category.name);
    }
    std::sort(entry.categories.begin(), entry.categories.end());
  } else {
    entry.annotations = kTargets;
  }
  return entry;
}

}  // namespace assay::dataset::convert
