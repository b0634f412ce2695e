// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/label_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/class_indices.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_name.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

struct Label {
  std::string file;
  std::int64_t index = 0;
  std::size_t line = 0;
};

/// What is wrong with a label.
struct Fault {
  lint::Rule rule;
  std::string what;
};

/// The text before and the number behind the last white space.
std::optional<Label> read_label(const std::string& line) {
  const std::size_t space = line.find_last_of(" \t");
  if (space == std::string::npos) return std::nullopt;
  const std::size_t end = line.find_last_not_of(" \t", space);
  if (end == std::string::npos) return std::nullopt;
  Label label{line.substr(0, end + 1), 0, 0};
  const char* const first = line.data() + space + 1;
  const char* const last = line.data() + line.size();
  const auto [stop, error] = std::from_chars(first, last, label.index);
  if (error != std::errc{} || stop != last || label.index < 0) return std::nullopt;
  return label;
}

std::optional<Fault> fault_in(const Label& label, const definition::CategoryNames& names,
                              std::set<std::string>& seen) {
  if (const auto wrong = fault_in_file_name(label.file)) {
    return Fault{Rule::file_name, fmt::format("file '{}' {}", label.file, *wrong)};
  }
  if (const auto unknown = fault_in_class_index(label.index, names)) {
    return Fault{Rule::unknown_category, *unknown};
  }
  if (seen.insert(label.file).second) return std::nullopt;
  return Fault{Rule::duplicate_file, fmt::format("'{}' is there twice", label.file)};
}

std::vector<Label> read_labels(const std::string& text, const definition::CategoryNames& names,
                               Problems& problems) {
  std::vector<Label> labels;
  std::set<std::string> seen;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    auto label = read_label(lines[i]);
    const auto fault = label ? fault_in(*label, names, seen)
                             : Fault{Rule::record_form, "is not 'path index', such as 'a.jpg 65'"};
    if (fault) {
      problems.add(fault->rule, fmt::format("line {}", i + 1), fault->what);
      continue;
    }
    label->line = i + 1;
    labels.push_back(*std::move(label));
  }
  if (labels.empty() && problems.total() == 0) {
    problems.add(Rule::file_format, "", "there are no labels in it");
  }
  return labels;
}

/// Without names, a class is called by its index.
std::vector<Category> categories_of(const std::vector<Label>& labels,
                                    const definition::CategoryNames& names) {
  if (!names.names.empty()) return named_categories(names);
  std::set<std::int64_t> indices;
  for (const Label& label : labels) indices.insert(label.index);
  std::vector<Category> categories;
  for (const std::int64_t index : indices) categories.push_back({index, std::to_string(index)});
  return categories;
}

}  // namespace

Dataset load_label_list(const definition::Dataset& spec, Reading& reading) {
  const std::string text = read_file(spec.annotations);
  Problems problems = reading.problems();
  std::vector<Label> labels = read_labels(text, spec.categories, problems);
  reading.settle(problems, spec.annotations.string(), "mend the list: 'path index' on each line");
  std::sort(labels.begin(), labels.end(),
            [](const Label& a, const Label& b) { return a.file < b.file; });

  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = sha256(text);
  dataset.categories = categories_of(labels, spec.categories);
  labels.resize(std::min(labels.size(), spec.num_datapoints.value_or(labels.size())));
  ClassTruth truth;
  truth.ids_are_class_indices = true;
  for (const Label& label : labels) {
    dataset.datapoints.push_back({datapoint_id(label.file),
                                  static_cast<std::int64_t>(dataset.datapoints.size()),
                                  image_path(spec.images, label.file)});
    truth.classes.push_back(position_of(label.index, dataset.categories));
    reading.note_datapoint(fmt::format("line {}", label.line));
  }
  dataset.truth = std::move(truth);
  return dataset;
}

}  // namespace assay::dataset
