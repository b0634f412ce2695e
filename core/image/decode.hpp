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
#include <string>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/image/probe.hpp"

namespace assay::image {

/// What to do with an orientation that the file states.
enum class Exif : std::uint8_t { apply, ignore };

struct DecodeLimits {
  std::int64_t max_pixels = 100'000'000;  // checked before anything is allocated
  std::uint64_t max_file_bytes = std::uint64_t{1} << 29;
};

/// A file in memory whose header has been read and found within the limits.
struct EncodedImage {
  std::string bytes;
  Header header;
  Exif exif = Exif::apply;

  /// Of the pixels that decode() gives: after orientation where that is applied.
  Size size() const;
};

/// What became of the stored pixels on the way, in words, the same for equal files: "16-bit samples
/// scaled to 8 bits", "EXIF orientation 6 applied", ... Empty for an ordinary file.
struct DecodeReport {
  std::vector<std::string> notes;
};

/// Takes over the bytes of a file. Throws Error{dataset}: not an image, damaged header, too large.
EncodedImage encoded_image(std::string bytes, Exif exif, const DecodeLimits& limits = {});

/// The same from a regular file. Also throws Error{dataset} when it cannot be read.
EncodedImage read_image(const std::filesystem::path& file, Exif exif,
                        const DecodeLimits& limits = {});

/// Decodes into out.bytes; out.size is image.size(). The pixels are those of cv::imdecode, bit for
/// bit (JPEG does not pass through it). Alpha is dropped: `rgba` gets 255. Throws Error{dataset}
/// for a file that is damaged, truncated or of a kind that cannot be decoded; out is then
/// undefined.
DecodeReport decode(const EncodedImage& image, const MutablePixelView& out);

}  // namespace assay::image
