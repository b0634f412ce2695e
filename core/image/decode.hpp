// SPDX-License-Identifier: Apache-2.0
// Image files to pixels in two steps, so that the caller can allocate exactly what is needed, where
// it is needed: read (and probe) the file, then decode straight into that memory. Safe from any
// number of threads.
//
// Every Error here is of kind dataset and describes one bad file without naming it: callers know
// what they call it. Messages hold no paths, so that they are the same on every machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/image/probe.hpp"

namespace assay::image {

/// What to do with an orientation that the file states.
enum class Exif : std::uint8_t { apply, ignore };

/// What to do with a JPEG whose end is missing.
enum class Truncated : std::uint8_t {
  refuse,
  keep,  // what is missing is as libjpeg leaves it: grey, or coarse in a progressive file
};

/// How stored pixels become those that a model sees.
struct DecodeRules {
  DecodeRules() = default;
  DecodeRules(Exif apply_or_ignore) : exif(apply_or_ignore) {}  // often all that there is to say

  Exif exif = Exif::apply;
  Truncated truncated = Truncated::refuse;
  std::optional<Rgb> background = std::nullopt;  // under pixels with alpha; nullopt drops alpha
};

struct DecodeLimits {
  std::int64_t max_pixels = 100'000'000;  // checked before anything is allocated
  std::uint64_t max_file_bytes = std::uint64_t{1} << 29;
};

/// A file in memory whose header has been read and found within the limits.
struct EncodedImage {
  std::string bytes;
  Header header;
  DecodeRules rules;

  /// Of the pixels that decode() gives: after orientation where that is applied.
  Size size() const;
};

/// What became of the stored pixels on the way, in words, the same for equal files: "16-bit samples
/// scaled to 8 bits", "EXIF orientation 6 applied", ... Empty for an ordinary file.
struct DecodeReport {
  std::vector<std::string> notes;
};

/// Takes over the bytes of a file. Throws Error{dataset}: not an image, damaged header, too large.
EncodedImage encoded_image(std::string bytes, const DecodeRules& rules,
                           const DecodeLimits& limits = {});

/// The same from a regular file. Also throws Error{dataset} when it cannot be read.
EncodedImage read_image(const std::filesystem::path& file, const DecodeRules& rules,
                        const DecodeLimits& limits = {});

/// Decodes into out.bytes; out.size is image.size(). Where there is no alpha to compose, the pixels
/// are those of cv::imdecode, bit for bit (though JPEG, PNG, GIF and animated WebP do not pass
/// through it). Composed pixels are opaque, and where alpha is dropped, too, `rgba` gets 255.
/// Throws Error{dataset} for a file that is damaged, truncated or of a kind that cannot be decoded;
/// out is then undefined.
DecodeReport decode(const EncodedImage& image, const MutablePixelView& out);

}  // namespace assay::image
