// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/definition/read_names.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// nullopt when the format is absent, or none, which is reported.
std::optional<DatasetFormat> read_format(const Fields& fields, Reading& reading) {
  const Node* node = fields.find("format");
  if (node == nullptr) return std::nullopt;
  if (node->text == "tfrecord") {
    reading.problems.add(node->mark,
                         "assay does not read tfrecord; write its images as files with a COCO, "
                         "ImageNet or Custom annotation file, and name that format");
    return std::nullopt;
  }
  const auto index = fields.choice("format");
  if (!index) return std::nullopt;
  return static_cast<DatasetFormat>(*index);
}

std::string read_stage(const Fields& fields, Reading& reading) {
  static const std::vector<std::string> kStages = {"train", "validation", "test"};
  const auto text = fields.text("stage");
  if (!text) return "";
  if (text->starts_with("val")) return "validation";
  if (std::find(kStages.begin(), kStages.end(), *text) == kStages.end()) {
    reading.problems.add_unknown(fields.mark("stage"),
                                 fmt::format("{} must be {}, got {}", fields.label("stage"),
                                             one_of(kStages), in_quotes(*text)),
                                 *text, kStages, "");
  }
  return *text;
}

std::filesystem::path read_path(const Fields& fields, std::string_view key,
                                const std::filesystem::path& directory, Reading& reading) {
  const auto text = fields.text(key);
  if (!text || !require_local(*text, fields.label(key), fields.mark(key), reading)) return {};
  return resolve(directory, *text);
}

/// COCO's annotations are often beside the images that another format means, and labels.csv beside
/// those of COCO.
void check_annotations(const Fields& fields, const Dataset& dataset, Reading& reading) {
  const bool json = dataset.annotations.extension() == ".json";
  const bool csv = dataset.annotations.extension() == ".csv";
  std::string wanted;
  if (dataset.format == DatasetFormat::imagenet && json) {
    wanted =
        "a CSV file for format ImageNet, with the columns file, and class_index or wnid or both";
  } else if (dataset.format == DatasetFormat::image_regression && json) {
    wanted = "a CSV file for format ImageRegression, with the column file and one for each number";
  } else if (dataset.format == DatasetFormat::coco && csv) {
    wanted = "a JSON file for format COCO";
  } else {
    return;
  }
  const bool folders = dataset.format == DatasetFormat::imagenet;
  reading.problems.add(
      fields.mark("annotations_url"),
      fmt::format("{} must be {}, got {}{}", fields.label("annotations_url"), wanted,
                  in_quotes(dataset.annotations.filename().string()),
                  folders ? "; without annotations_url the folder of an image is its class" : ""));
}

/// {number: name}: names in the order of the numbers, "" for those between.
std::vector<std::string> read_numbered(const Node& map, const Scope& scope, Reading& reading) {
  constexpr std::int64_t kLargest = 65'535;  // of a label map's pixels
  std::vector<std::string> names;
  for (const Node::Entry& entry : map.entries) {
    const TypedScalar typed = type_plain(entry.key);
    const auto* number = std::get_if<std::int64_t>(&typed.value);
    if (number == nullptr || *number < 0 || *number > kLargest) {
      reading.problems.add(entry.mark,
                           fmt::format("a category's number must be a whole number from 0 to {}, "
                                       "got {}; write {{number: name}} or a list of names",
                                       kLargest, in_quotes(entry.key)));
      continue;
    }
    const auto name =
        read_text(*entry.value, "a category name", lookup_in(scope, reading), reading);
    if (name && name->empty()) {
      reading.problems.add(entry.value->mark, "a category name must not be empty");
    }
    const auto index = static_cast<std::size_t>(*number);
    if (names.size() <= index) {
      reading.spend(index + 1 - names.size(), 0, entry.mark);
      names.resize(index + 1);
    }
    if (!names[index].empty()) {
      reading.problems.add(entry.mark,
                           fmt::format("two categories have the number {}; keep one", index));
    }
    names[index] = name.value_or("");
  }
  if (map.entries.empty()) {
    reading.problems.add(map.mark, "'categories' has no names; add them or drop it");
  }
  return names;
}

/// Of columns, each is one number of a datapoint.
void refuse_repeated(const CategoryNames& columns, Reading& reading) {
  std::set<std::string> seen;
  for (const std::string& name : columns.names) {
    if (seen.insert(name).second) continue;
    reading.problems.add(columns.mark, fmt::format("'categories' has the column {} twice; keep one",
                                                   in_quotes(name)));
  }
}

void read_categories(const Fields& fields, const std::filesystem::path& directory,
                     const Scope& scope, Dataset& dataset, Reading& reading) {
  const NamesPlace place{"categories", "category", "the definition's folder", directory, scope};
  if (const Node* node = fields.find("categories")) {
    dataset.categories.mark = node->mark;
    dataset.categories.names = node->kind == Node::Kind::map ? read_numbered(*node, scope, reading)
                                                             : read_names(*node, place, reading);
  }
  if (dataset.format == DatasetFormat::image_regression)
    refuse_repeated(dataset.categories, reading);
  if (dataset.format == DatasetFormat::imagenet && dataset.annotations.empty() &&
      dataset.categories.mark.line != 0) {
    reading.problems.add(dataset.categories.mark,
                         "folders name the classes themselves; drop 'categories', or give a file "
                         "of class indices in 'annotations_url'");
  }
  const Node* only = fields.list("only_categories");
  if (only == nullptr) return;
  const NamesPlace chosen{"only_categories", "category", "", directory, scope};
  dataset.only_categories_mark = only->mark;
  dataset.only_categories = read_name_list(*only, chosen, reading);
  const auto& known = dataset.categories.names;
  if (known.empty()) return;
  for (std::size_t i = 0; i < only->items.size(); ++i) {
    const std::string& name = dataset.only_categories[i];
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    reading.problems.add_unknown(only->items[i]->mark,
                                 fmt::format("there is no category {}", in_quotes(name)), name,
                                 known, fmt::format("; 'categories' has {}", one_of(known)));
  }
}

/// The numbers of a list, each in the range that the key's table gives.
std::optional<std::vector<std::int64_t>> read_numbers(const Fields& fields, const Shape& list,
                                                      std::string_view key, const Scope& scope,
                                                      Reading& reading) {
  const Node* node = fields.list(key);
  if (node == nullptr) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const NodePtr& item : node->items) {
    const auto number = read_integer(*item, fields.label(key), list.of[0].range,
                                     lookup_in(scope, reading), reading);
    numbers.push_back(number.value_or(0));
  }
  return numbers;
}

void read_sigmas(const Fields& fields, const Scope& scope, Dataset& dataset, Reading& reading) {
  const Node* list = fields.list("keypoint_sigmas");
  if (list == nullptr) return;
  dataset.keypoint_sigmas_mark = list->mark;
  if (list->items.empty()) {
    reading.problems.add(list->mark, "'keypoint_sigmas' has no numbers; add them or drop it");
  }
  const double above = schema::dataset().key("keypoint_sigmas").shapes[0].of[0].above.value();
  for (const NodePtr& item : list->items) {
    const std::string label = fields.label("keypoint_sigmas");
    const auto sigma = read_number(*item, label, lookup_in(scope, reading), reading);
    if (sigma && !(*sigma > above)) {
      reading.problems.add(
          item->mark, fmt::format("each of {} must be more than {}, got {}", label, above, *sigma));
    }
    dataset.keypoint_sigmas.push_back(sigma.value_or(1));
  }
}

/// A label with a name counts: the default gives way, what is stated is refused.
void read_ignored(const Fields& fields, const Scope& scope, Dataset& dataset, Reading& reading) {
  const Shape& labels = schema::dataset().key("ignore_labels").shapes[0];
  auto stated = read_numbers(fields, labels, "ignore_labels", scope, reading);
  const auto& names = dataset.categories.names;
  const auto has_name = [&](std::int64_t label) {
    return label < static_cast<std::int64_t>(names.size()) &&
           !names[static_cast<std::size_t>(label)].empty();
  };
  if (!stated) {
    std::erase_if(dataset.ignored_labels, has_name);
    return;
  }
  dataset.ignored_labels = *std::move(stated);
  for (const std::int64_t label : dataset.ignored_labels) {
    if (!has_name(label)) continue;
    reading.problems.add(fields.mark("ignore_labels"),
                         fmt::format("the label {} is {} in 'categories' and ignored; drop one",
                                     label, in_quotes(names[static_cast<std::size_t>(label)])));
  }
}

/// "drop", or [red, green, blue].
void read_alpha(const Fields& fields, const Scope& scope, Dataset& dataset, Reading& reading) {
  const Node* node = fields.find("alpha");
  if (node == nullptr || (node->kind == Node::Kind::scalar && node->text == "drop")) return;
  const Shape& color = schema::dataset().key("alpha").shapes.at(1);
  const bool fits = node->kind == Node::Kind::list && node->items.size() == 3;
  if (!fits) {
    const std::string got = node->kind == Node::Kind::list
                                ? fmt::format("a list of {}", node->items.size())
                                : describe(*node);
    reading.problems.add(node->mark, fmt::format("{} must be drop or [red, green, blue], got {}",
                                                 fields.label("alpha"), got));
    return;
  }
  const auto numbers = read_numbers(fields, color, "alpha", scope, reading);
  dataset.background.emplace();
  for (std::size_t i = 0; i < 3; ++i) {
    (*dataset.background)[i] = static_cast<std::uint8_t>((*numbers)[i]);
  }
}

void read_images(const Fields& fields, const Scope& scope, Dataset& dataset, Reading& reading) {
  if (fields.choice("exif") == 1) dataset.exif = Exif::ignore;
  if (fields.choice("truncated") == 1) dataset.truncated = Truncated::warn;
  read_alpha(fields, scope, dataset, reading);
  dataset.max_pixels = fields.integer("max_pixels").value_or(dataset.max_pixels);
  if (const auto count = fields.integer("num_datapoints")) {
    dataset.num_datapoints = static_cast<std::size_t>(*count);
  }
  read_ignored(fields, scope, dataset, reading);
}

void read_places(const Fields& fields, const std::filesystem::path& directory, Dataset& dataset,
                 Reading& reading) {
  const auto mark_of = [&](std::string_view key) {
    return fields.find(key) == nullptr ? Mark{} : fields.mark(key);
  };
  dataset.images = read_path(fields, "data_url", directory, reading);
  dataset.images_mark = fields.mark("data_url");
  dataset.annotations = read_path(fields, "annotations_url", directory, reading);
  dataset.annotations_mark = mark_of("annotations_url");
  dataset.list = read_path(fields, "list_url", directory, reading);
  dataset.list_mark = mark_of("list_url");
  dataset.masks = read_path(fields, "masks_url", directory, reading);
  dataset.masks_mark = mark_of("masks_url");
  dataset.image_suffix = fields.text("image_suffix").value_or("");
  dataset.label_suffix = fields.text("label_suffix").value_or("");
}

Dataset read_dataset(const Node& node, const std::filesystem::path& directory, Reading& reading) {
  const Scope scope;
  const Fields fields(node, schema::dataset(), reading, scope);
  Dataset dataset;
  dataset.mark = node.mark;
  dataset.name = fields.text("name").value_or("");
  const auto format = read_format(fields, reading);
  dataset.format = format.value_or(DatasetFormat::coco);
  dataset.stage = read_stage(fields, reading);
  read_places(fields, directory, dataset, reading);
  if (format) check_annotations(fields, dataset, reading);
  read_categories(fields, directory, scope, dataset, reading);
  read_sigmas(fields, scope, dataset, reading);
  read_images(fields, scope, dataset, reading);
  return dataset;
}

}  // namespace

std::vector<Dataset> read_datasets(const Node& list, const std::filesystem::path& directory,
                                   Reading& reading) {
  std::vector<Dataset> datasets;
  UniqueNames names("data sets");
  for (const NodePtr& item : list.items) {
    datasets.push_back(read_dataset(*item, directory, reading));
    const Node* name = item->find("name");
    if (name != nullptr) names.add(datasets.back().name, name->mark, reading);
  }
  return datasets;
}

}  // namespace assay::definition
