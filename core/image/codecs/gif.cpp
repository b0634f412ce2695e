// SPDX-License-Identifier: Apache-2.0
#include <gif_lib.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/image/codecs/decoders.hpp"
#include "core/image/codecs/guard.hpp"
#include "core/image/compose.hpp"

namespace assay::image::codecs {
namespace {

int on_read(GifFileType* gif, GifByteType* to, int wanted) {
  auto& rest = *static_cast<Bytes*>(gif->UserData);
  const std::size_t count = std::min(rest.count, static_cast<std::size_t>(wanted));
  std::memcpy(to, rest.first, count);
  rest.first += count;
  rest.count -= count;
  return static_cast<int>(count);
}

class GifReader {
 public:
  explicit GifReader(Bytes file) : rest_(file), gif_(DGifOpen(&rest_, on_read, &error_)) {}
  ~GifReader() {
    if (gif_ != nullptr) DGifCloseFile(gif_, nullptr);
  }
  GifReader(const GifReader&) = delete;
  GifReader& operator=(const GifReader&) = delete;

  bool is_open() const { return gif_ != nullptr; }
  Size size() const { return {gif_->SWidth, gif_->SHeight}; }

  /// Goes to the first frame. False where there is none.
  bool find_frame() {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    while (DGifGetRecordType(gif_, &record) != GIF_ERROR) {
      if (record == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(gif_) != GIF_ERROR;
      if (record != EXTENSION_RECORD_TYPE || !read_extension()) return false;
    }
    return false;
  }

  const GifImageDesc& frame() const { return gif_->Image; }
  /// The frame's own, else the file's, else nullptr.
  const ColorMapObject* palette() const {
    return gif_->Image.ColorMap != nullptr ? gif_->Image.ColorMap : gif_->SColorMap;
  }
  int transparent_index() const { return transparent_; }

  /// The next row of the frame, in the order of the file.
  bool read_row(std::vector<GifPixelType>& row) {
    return DGifGetLine(gif_, row.data(), static_cast<int>(row.size())) != GIF_ERROR;
  }

  Reply damaged(const char* otherwise) const {
    const int error = gif_ != nullptr ? gif_->Error : error_;
    const char* const text = error != 0 ? GifErrorString(error) : nullptr;
    return reply_with(Status::damaged, text != nullptr ? text : otherwise);
  }

 private:
  bool read_extension() {
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif_, &code, &block) == GIF_ERROR) return false;
    while (block != nullptr) {
      GraphicsControlBlock control{};
      if (code == GRAPHICS_EXT_FUNC_CODE &&
          DGifExtensionToGCB(block[0], block + 1, &control) != GIF_ERROR) {
        transparent_ = control.TransparentColor;
      }
      if (DGifGetExtensionNext(gif_, &block) == GIF_ERROR) return false;
    }
    return true;
  }

  Bytes rest_;
  int error_ = 0;
  GifFileType* gif_;
  int transparent_ = NO_TRANSPARENT_COLOR;
};

/// In which rows of the frame those of the file lie (GIF89a, appendix E).
std::vector<int> order_of_rows(const GifImageDesc& frame) {
  std::vector<int> rows;
  if (!frame.Interlace) {
    for (int y = 0; y < frame.Height; ++y) rows.push_back(y);
    return rows;
  }
  constexpr int kFirst[] = {0, 4, 2, 1}, kStep[] = {8, 8, 4, 2};
  for (int pass = 0; pass < 4; ++pass) {
    for (int y = kFirst[pass]; y < frame.Height; y += kStep[pass]) rows.push_back(y);
  }
  return rows;
}

/// Puts a row of the frame where it belongs on the canvas. False where a pixel has no colour.
bool put_row(const std::vector<GifPixelType>& row, int y, const GifReader& reader,
             cv::Mat& canvas) {
  const GifImageDesc& frame = reader.frame();
  const ColorMapObject& palette = *reader.palette();
  for (int x = 0; x < frame.Width; ++x) {
    const GifPixelType index = row[static_cast<std::size_t>(x)];
    if (index >= palette.ColorCount) return false;
    const int at_x = frame.Left + x, at_y = frame.Top + y;
    if (at_x >= canvas.cols || at_y >= canvas.rows) continue;  // as browsers do
    const GifColorType& color = palette.Colors[index];
    const uchar alpha = index == reader.transparent_index() ? 0 : 255;
    canvas.at<cv::Vec4b>(at_y, at_x) = {color.Blue, color.Green, color.Red, alpha};
  }
  return true;
}

Reply read_frame(GifReader& reader, cv::Mat& canvas) {
  if (reader.palette() == nullptr) return reply_with(Status::damaged, "it has no palette");
  std::vector<GifPixelType> row(static_cast<std::size_t>(reader.frame().Width));
  if (row.empty()) return reply_with(Status::damaged, "its first frame is empty");
  for (const int y : order_of_rows(reader.frame())) {
    if (!reader.read_row(row)) return reader.damaged("the file ends before its last pixel");
    if (!put_row(row, y, reader, canvas)) {
      return reply_with(Status::damaged, "the palette lacks the colour of a pixel");
    }
  }
  return {};
}

}  // namespace

Reply decode_gif(Bytes file, const Background* background, const MutablePixelView& out) noexcept {
  return guarded([&]() -> Reply {
    GifReader reader(file);
    if (!reader.is_open()) return reader.damaged("its header cannot be read");
    if (reader.size() != out.size) return {Status::other_size, reader.size(), {}};
    if (!reader.find_frame()) return reader.damaged("it has no frame");
    cv::Mat canvas(static_cast<int>(out.size.height), static_cast<int>(out.size.width), CV_8UC4,
                   cv::Scalar::all(0));
    Reply reply = read_frame(reader, canvas);
    if (reply.status == Status::done)
      write_composed(canvas, Alpha::straight, color_of(background), out);
    return reply;
  });
}

}  // namespace assay::image::codecs
