// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/class_folders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/dataset/class_indices.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/image_names.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

/// Names in a folder, sorted by byte: the file system's order is no order.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  if (error) {
    throw Error(ErrorKind::io,
                fmt::format("cannot list {}: {}", folder.string(), describe_errno(error.value())));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What became of the files of a tree.
struct Scan {
  std::vector<std::string> classes;
  std::vector<std::size_t> class_of_image;
  std::vector<std::string> images;  // relative to the root
  std::size_t empty_classes = 0;
  std::vector<std::string> other_files;
};

bool is_hidden(std::string_view name) {
  return name.starts_with('.');
}

/// False, too, where it cannot be told, as of a link that leads in a circle: what looks like an
/// image by its name costs that image only, when it is read.
bool is_folder(const fs::path& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

void scan_class(const fs::path& root, const std::string& name, Scan& scan) {
  const std::size_t before = scan.images.size();
  for (const std::string& file : names_in(root / name)) {
    const fs::path path = root / name / file;
    // Hidden: what desktops leave beside an image bears its name ("._cat.jpg").
    if (is_hidden(file) || !has_image_extension(path) || is_folder(path)) {
      scan.other_files.push_back(fmt::format("{}/{}", name, file));
      continue;
    }
    scan.images.push_back(fmt::format("{}/{}", name, file));
    scan.class_of_image.push_back(scan.classes.size());
  }
  scan.classes.push_back(name);
  if (scan.images.size() == before) ++scan.empty_classes;
}

Scan scan_root(const fs::path& root) {
  Scan scan;
  for (const std::string& name : names_in(root)) {
    if (is_hidden(name)) continue;  // what version control and desktops leave behind
    if (is_folder(root / name)) {
      scan_class(root, name, scan);
    } else {
      scan.other_files.push_back(name);
    }
  }
  return scan;
}

void refuse_nothing(const Scan& scan, const definition::Dataset& spec) {
  if (!scan.images.empty()) return;
  throw FileFault(
      spec.images.string(),
      fmt::format("{}; data_url of data set '{}' must have one folder for each class with "
                  "its images in it, or annotations_url must name a labels.csv",
                  scan.classes.empty() ? "there are no folders of classes"
                                       : "there are no images in the folders",
                  spec.name));
}

std::vector<std::string> warnings_of(const Scan& scan) {
  std::vector<std::string> warnings;
  if (scan.empty_classes > 0) {
    warnings.push_back(fmt::format("{} folders of classes have no images", scan.empty_classes));
  }
  if (!scan.other_files.empty()) {
    warnings.push_back(
        fmt::format("{} files or folders are no images by their place and name, and are left out",
                    scan.other_files.size()));
  }
  return warnings;
}

std::string digest_of(const Scan& scan) {
  Sha256 digest;
  for (const std::string& name : scan.classes) digest.add(name + "/\n");
  for (const std::string& name : scan.images) digest.add(name + "\n");
  return digest.finish();
}

}  // namespace

Dataset load_class_folders(const definition::Dataset& spec, Reading& reading) {
  const Scan scan = scan_root(spec.images);
  for (const std::string& name : scan.other_files) {
    reading.remark(lint::Rule::ignored_file, spec.images.string(), name,
                   "is no image by its place and name");
  }
  refuse_nothing(scan, spec);
  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = digest_of(scan);
  dataset.warnings = warnings_of(scan);
  for (std::size_t i = 0; i < scan.classes.size(); ++i) {
    dataset.categories.push_back({static_cast<std::int64_t>(i), scan.classes[i]});
  }
  if (auto warning = warning_of_text_order(dataset.categories)) {
    dataset.warnings.push_back(*std::move(warning));
  }
  ClassTruth truth;
  const std::size_t count =
      std::min(scan.images.size(), spec.num_datapoints.value_or(scan.images.size()));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& name = scan.images[i];
    dataset.datapoints.push_back(
        {datapoint_id(name), static_cast<std::int64_t>(i), spec.images / name});
    truth.classes.push_back(scan.class_of_image[i]);
  }
  dataset.truth = std::move(truth);
  return dataset;
}

}  // namespace assay::dataset
