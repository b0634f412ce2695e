// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/image_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/letters.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_name.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 11> kExtensions = {
    ".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pnm"};

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

[[noreturn]] void cannot_list(const fs::path& folder, const std::error_code& error) {
  throw Error(ErrorKind::io,
              fmt::format("cannot list {}: {}", folder.string(), describe_errno(error.value())));
}

std::vector<std::string> images_below(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unknown;  // of a link that leads in a circle: an image by its name
    const bool is_folder = at->is_directory(unknown);
    if (is_hidden(at->path())) {
      if (is_folder) at.disable_recursion_pending();
    } else if (!is_folder && has_image_extension(at->path())) {
      names.push_back(at->path().lexically_relative(folder).string());
    }
  }
  if (error) cannot_list(folder, error);
  std::sort(names.begin(), names.end());
  return names;
}

/// Finds the images that a list's lines mean.
class ListedImages {
 public:
  explicit ListedImages(const definition::Dataset& spec)
      : images_(spec.images), list_folder_(spec.list.parent_path()) {}

  /// Names may have spaces; behind VOC's there are a few, and 1 or -1.
  std::optional<std::string> find(const std::string& line) const {
    if (auto name = find_whole(line)) return name;
    return find_whole(line.substr(0, line.find_first_of(" \t")));
  }

 private:
  std::optional<std::string> find_whole(const std::string& line) const {
    if (auto name = as_image(images_ / line)) return name;
    if (auto name = as_image(list_folder_ / line)) return name;
    if (fs::path(line).has_extension() && has_image_extension(line)) return missing(line);
    for (const std::string_view extension : kExtensions) {
      if (auto name = as_image(images_ / (line + std::string(extension)))) return name;
    }
    return std::nullopt;
  }

  /// The path from the folder of images, when it is there and below it.
  std::optional<std::string> as_image(const fs::path& path) const {
    std::error_code unknown;
    if (!fs::is_regular_file(path, unknown)) return std::nullopt;
    const std::string name = path.lexically_normal().lexically_relative(images_).string();
    return fault_in_file_name(name) ? std::nullopt : std::optional(name);
  }

  /// An image that is not there is that image's failure, not the list's.
  static std::optional<std::string> missing(const std::string& line) {
    return fault_in_file_name(line) ? std::nullopt : std::optional(line);
  }

  const fs::path& images_;
  fs::path list_folder_;
};

std::vector<std::string> images_of_list(const definition::Dataset& spec, Reading& reading) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  Problems problems = reading.problems();
  const ListedImages images(spec);
  const std::vector<std::string> lines = lines_of(read_file(spec.list));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t begin = lines[i].find_first_not_of(" \t");
    if (begin == std::string::npos) continue;
    const std::string line = lines[i].substr(begin);
    const auto name = images.find(line);
    if (!name) {
      problems.add(lint::Rule::missing_image, fmt::format("line {}", i + 1),
                   fmt::format("there is no image '{}' in {}", line, spec.images.string()));
    } else if (!seen.insert(*name).second) {
      problems.add(lint::Rule::duplicate_file, fmt::format("line {}", i + 1),
                   fmt::format("'{}' is there twice", *name));
    } else {
      names.push_back(*name);
      reading.note_datapoint(fmt::format("line {}", i + 1));
    }
  }
  reading.settle(problems, spec.list.string(), "mend the list: one image a line");
  return names;
}

}  // namespace

bool has_image_extension(const fs::path& file) {
  const std::string extension = lower_case(file.extension().string());
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

std::optional<std::string> listed_image(const definition::Dataset& spec, const std::string& line) {
  return ListedImages(spec).find(line);
}

std::vector<std::string> image_names(const definition::Dataset& spec, Reading& reading) {
  std::vector<std::string> names =
      spec.list.empty() ? images_below(spec.images) : images_of_list(spec, reading);
  if (!names.empty()) return names;
  const fs::path& where = spec.list.empty() ? spec.images : spec.list;
  throw FileFault(where.string(),
                  fmt::format("there are no images in it; correct {} of data set '{}'",
                              spec.list.empty() ? "data_url" : "list_url", spec.name));
}

}  // namespace assay::dataset
