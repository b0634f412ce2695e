// SPDX-License-Identifier: Apache-2.0
// The border between assay and its codec module: a library of its own, opened when something other
// than JPEG or PNG is first needed, because OpenCV's codecs bring a hundred libraries that take
// longer to load than most commands take to run. It holds plain values and functions that throw
// nothing; what one side allocates, that side frees. Functions may be called from any number of
// threads.
//
// Both sides are built and installed together. Whoever changes this file, or the views of
// core/image/pixels.hpp, raises kRevision, so that a module that was left behind is told apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/image/pixels.hpp"

namespace assay::image::codecs {

constexpr std::uint32_t kRevision = 4;

struct Bytes {
  const char* first = nullptr;
  std::size_t count = 0;
};

/// What pixels with alpha are laid over.
struct Background {
  Rgb color;
  bool multiplied = false;  // Header::multiplied of the file
};

enum class Status : std::int32_t {
  done,
  undecodable,  // damaged, or of a kind that this OpenCV does not know
  damaged,      // Reply::cause says how
  other_size,   // Reply::size is not what was expected
  no_memory,
  failed  // Reply::cause says why
};

struct Reply {
  Status status = Status::done;
  Size size;
  std::array<char, 512> cause{};  // ends with NUL
};

/// Decodes into `out` when the image has its size. An orientation that the file states is not
/// applied, but by TIFF's decoder. Of several frames the first is taken. Pixels with alpha are laid
/// over `background`; nullptr drops alpha.
using Decode = Reply (*)(Bytes file, const Background* background,
                         const MutablePixelView& out) noexcept;

struct Table {
  std::uint32_t revision = kRevision;  // these two come first in every revision
  std::uint32_t table_bytes = sizeof(Table);

  Decode decode_gif = nullptr;
  Decode decode_webp = nullptr;
  Decode decode_other = nullptr;  // what else OpenCV knows

  /// As core/image/recompress.hpp describes.
  Reply (*recompress_webp)(const PixelView& from, std::int32_t quality,
                           const MutablePixelView& to) noexcept = nullptr;
};

/// The one function that the module exports. The table lasts as long as the process.
using GetTable = const Table* (*)() noexcept;
constexpr const char* kGetTable = "assay_codecs";

}  // namespace assay::image::codecs
