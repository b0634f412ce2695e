// SPDX-License-Identifier: Apache-2.0
// Masks as COCO's compressed run lengths, for the field `rle`: a small text where a plane of pixels
// for each instance would not fit the memory of a call.
//
// Runs are counted down the columns, from the left one, beginning with one of zeros. From the
// fourth on, the text holds the difference to the run before the last. A number is written from its
// low end, five bits a character, from '0' (48) on; 32 more says that characters follow, and the
// last one's highest bit is the sign. It is rleEncode, rleToString and rleFrString of cocoapi's
// common/maskApi.c, which pycocotools.mask wraps.
#pragma once

#include <assay/sdk/error.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

inline void append_run(std::string& text, std::int64_t number) {
  bool goes_on = true;
  while (goes_on) {
    const auto bits = static_cast<int>(number & 31);
    number >>= 5;
    goes_on = number != ((bits & 16) != 0 ? -1 : 0);
    text.push_back(static_cast<char>(48 + bits + (goes_on ? 32 : 0)));
  }
}

/// The next number of `text`, which is not empty; throws where it is none.
inline std::int64_t take_run(std::string_view& text) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; !text.empty() && shift < 60; shift += 5) {
    const int code = text.front() - 48;
    text.remove_prefix(1);
    if (code < 0 || code > 63) break;
    number |= static_cast<std::uint64_t>(code & 31) << shift;
    if ((code & 32) != 0) continue;
    if ((code & 16) != 0) number |= ~std::uint64_t{0} << (shift + 5);
    return static_cast<std::int64_t>(number);
  }
  throw_error("this is no compressed RLE");
}

/// Appends runs as pixels come; remembers what differences need.
class RunWriter {
 public:
  /// `count` more pixels, all of the object or all not.
  void add(bool of_object, std::int64_t count) {
    if (of_object != is_object_ && count > 0) close();
    run_ += count;
  }
  std::string take() {
    close();
    return std::move(text_);
  }

 private:
  [[gnu::noinline]] void close() {
    append_run(text_, count_ > 2 ? run_ - before_last_ : run_);
    before_last_ = last_;
    last_ = run_;
    run_ = 0;
    is_object_ = !is_object_;
    ++count_;
  }

  std::string text_;
  bool is_object_ = false;
  std::int64_t run_ = 0;
  std::int64_t last_ = 0;
  std::int64_t before_last_ = 0;
  std::int64_t count_ = 0;
};

}  // namespace detail

/// A mask that is 0 outside a rectangle of the image, e.g. around a box.
struct MaskPart {
  const std::uint8_t* pixels;  // its upper left pixel; all but 0 is the object
  std::int64_t row_stride;     // bytes from one row to the next
  std::int64_t x, y, width, height;
};

/// Run lengths of the whole image, in the time that the part takes. Throws Error unless the part
/// lies within height x width pixels.
inline std::string encode_rle_of_part(const MaskPart& part, std::int64_t height,
                                      std::int64_t width) {
  const bool is_within = part.x >= 0 && part.y >= 0 && part.width >= 0 && part.height >= 0 &&
                         part.x <= width - part.width && part.y <= height - part.height;
  if (!is_within) detail::throw_error("a part of a mask lies outside height x width pixels");
  detail::RunWriter runs;
  runs.add(false, part.x * height);
  for (std::int64_t x = 0; x < part.width; ++x) {
    runs.add(false, part.y);
    for (std::int64_t y = 0; y < part.height; ++y) {
      runs.add(part.pixels[y * part.row_stride + x] != 0, 1);
    }
    runs.add(false, height - part.y - part.height);
  }
  runs.add(false, (width - part.x - part.width) * height);
  return runs.take();
}

/// `mask`: height rows of width bytes, each `row_stride` bytes after the one above; all but 0 is
/// the object.
inline std::string encode_rle(const std::uint8_t* mask, std::int64_t height, std::int64_t width,
                              std::int64_t row_stride) {
  return encode_rle_of_part({mask, row_stride, 0, 0, width, height}, height, width);
}

/// The same without gaps between rows. Throws Error unless there are height x width pixels.
inline std::string encode_rle(const std::vector<std::uint8_t>& mask, std::int64_t height,
                              std::int64_t width) {
  if (static_cast<std::int64_t>(mask.size()) != height * width) {
    detail::throw_error("a mask does not have height x width pixels");
  }
  return encode_rle(mask.data(), height, width, width);
}

/// Rows of 0 and 1 from the top. Throws Error unless `text` covers height x width pixels exactly.
inline std::vector<std::uint8_t> decode_rle(std::string_view text, std::int64_t height,
                                            std::int64_t width) {
  const std::int64_t pixels = height * width;
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(pixels));
  std::int64_t runs[2] = {};  // the last two
  std::int64_t at = 0;
  for (std::int64_t count = 0; !text.empty(); ++count) {
    std::int64_t run = detail::take_run(text);
    const bool overflows = count > 2 && __builtin_add_overflow(run, runs[count & 1], &run);
    if (overflows || run < 0 || run > pixels - at) {
      detail::throw_error("an RLE has more pixels than height x width");
    }
    runs[count & 1] = run;
    const std::int64_t end = at + run;
    if ((count & 1) == 0) at = end;
    for (; at < end; ++at) mask[static_cast<std::size_t>(at % height * width + at / height)] = 1;
  }
  if (at != pixels) detail::throw_error("an RLE has fewer pixels than height x width");
  return mask;
}

}  // namespace sdk_1_0
}  // namespace assay
