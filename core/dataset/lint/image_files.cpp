// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/image_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <unordered_map>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/base/source.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/lint/similar_path.hpp"
#include "core/definition/encoding.hpp"
#include "core/image/decode.hpp"

namespace assay::dataset::lint {
namespace {

namespace fs = std::filesystem;

/// What one file turned out to be.
struct Opened {
  bool exists = false;
  std::string fault;   // why it cannot be decoded
  std::string digest;  // half of the SHA-256, which is enough to tell files apart
  ImageSize stored;
  ImageSize seen;  // by a model
  int orientation = 1;
};

ImageSize size_of(image::Size size) {
  return {size.width, size.height};
}

void open_image(const fs::path& path, const definition::Dataset& spec, Opened& opened) {
  image::DecodeLimits limits;
  limits.max_pixels = spec.max_pixels;
  image::DecodeRules rules(spec.exif == definition::Exif::apply ? image::Exif::apply
                                                                : image::Exif::ignore);
  if (spec.truncated == definition::Truncated::warn) rules.truncated = image::Truncated::keep;
  try {
    const image::EncodedImage encoded = image::read_image(path, rules, limits);
    opened.digest = sha256(encoded.bytes).substr(0, 32);
    opened.stored = size_of(encoded.header.size);
    opened.orientation = encoded.header.orientation;
    std::vector<std::byte> pixels(image::byte_size(encoded.size(), image::PixelFormat::rgb));
    image::decode(encoded, {pixels, encoded.size(), image::PixelFormat::rgb});
    opened.seen = size_of(encoded.size());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset) throw;
    opened.fault = error.message();
  }
}

bool is_one_line_of_text(const std::string& name) {
  return !definition::find_invalid_utf8(name) && printable(name) == name;
}

/// Says about one entry after the other what was found.
class Judge {
 public:
  Judge(const definition::Dataset& spec, const std::string& file, Findings& findings)
      : spec_(spec), file_(file), findings_(findings) {}

  void judge(const ImageEntry& entry, const Opened& opened) {
    const Place place(file_, entry.record);
    if (!is_one_line_of_text(entry.name)) {
      findings_.add(Rule::name_encoding, place,
                    fmt::format("the name {} is not UTF-8 on one line", datapoint_id(entry.name)));
    }
    if (!opened.exists) return judge_missing(entry, place);
    if (!opened.fault.empty()) {
      findings_.add(Rule::undecodable_image, place,
                    fmt::format("{}: {}", entry.name, opened.fault));
      return;
    }
    if (opened.digest.empty()) return;  // not opened
    if (entry.stated) judge_size(entry, opened, place);
    judge_content(entry, opened, place);
  }

 private:
  void judge_missing(const ImageEntry& entry, const Place& place) {
    if (const auto similar = similar_.find(spec_.images, entry.name)) {
      findings_.add(Rule::file_name_case, place,
                    fmt::format("'{}' is '{}' on the disk", entry.name, *similar));
    } else {
      findings_.add(Rule::missing_image, place,
                    fmt::format("there is no '{}' in {}", entry.name, spec_.images.string()));
    }
  }

  void judge_size(const ImageEntry& entry, const Opened& opened, const Place& place) {
    const ImageSize& stated = *entry.stated;
    if (stated != opened.stored && stated != opened.seen) {
      findings_.add(Rule::image_size, place,
                    fmt::format("{} has {}x{} pixels, not {}x{}", entry.name, opened.seen.width,
                                opened.seen.height, stated.width, stated.height));
    } else if (stated != opened.seen) {
      findings_.add(Rule::exif_turn, place,
                    fmt::format("{} is {}x{} as stated, but with EXIF orientation {} it is {}x{}",
                                entry.name, stated.width, stated.height, opened.orientation,
                                opened.seen.width, opened.seen.height));
    }
  }

  void judge_content(const ImageEntry& entry, const Opened& opened, const Place& place) {
    const auto [first, is_new] = contents_.emplace(opened.digest, entry.name);
    if (is_new || first->second == entry.name) return;  // the same file twice is told elsewhere
    findings_.add(Rule::same_image, place,
                  fmt::format("{} has the same bytes as {}", entry.name, first->second));
  }

  const definition::Dataset& spec_;
  const std::string& file_;
  Findings& findings_;
  SimilarPaths similar_;
  std::unordered_map<std::string, std::string> contents_;
};

}  // namespace

std::vector<std::optional<ImageSize>> check_images(const std::vector<ImageEntry>& entries,
                                                   const definition::Dataset& spec,
                                                   const std::string& file,
                                                   const ImageOptions& options,
                                                   Findings& findings) {
  std::vector<Opened> opened(entries.size());
  for_each_index(entries.size(), options.threads, [&](std::size_t i) {
    std::error_code unknown;
    // Paths are made here and not kept: a million of them is half a gigabyte.
    const fs::path path = image_path(spec.images, entries[i].name);
    opened[i].exists = fs::exists(path, unknown);
    if (opened[i].exists && options.decode) open_image(path, spec, opened[i]);
  });
  Judge judge(spec, file, findings);
  std::vector<std::optional<ImageSize>> seen;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    judge.judge(entries[i], opened[i]);
    const bool known = opened[i].fault.empty() && !opened[i].digest.empty();
    seen.push_back(known ? std::optional(opened[i].seen) : std::nullopt);
  }
  return seen;
}

}  // namespace assay::dataset::lint
