// SPDX-License-Identifier: Apache-2.0
// GIF and animated WebP: what OpenCV 4.6 does not decode.
#include <gmock/gmock.h>
#include <webp/encode.h>

#include "core/base/error.hpp"
#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::decoded;
using test::little;
using testing::ElementsAre;
using testing::HasSubstr;

/// Codes of 3 bits, one a pixel (of 4 colours), with a clear code before each, so that none grows.
std::string lzw(const std::vector<int>& indices) {
  std::vector<int> codes;
  for (const int index : indices) codes.insert(codes.end(), {4, index});
  codes.push_back(5);
  std::string bytes;
  unsigned buffer = 0, bits = 0;
  for (const int code : codes) {
    buffer |= static_cast<unsigned>(code) << bits;
    for (bits += 3; bits >= 8; bits -= 8, buffer >>= 8) bytes += static_cast<char>(buffer & 0xFF);
  }
  if (bits > 0) bytes += static_cast<char>(buffer);
  return "\2" + little(bytes.size(), 1) + bytes + std::string(1, '\0');
}

struct Frame {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<int> indices;
  bool interlaced = false;
};

std::string to_bytes(const Frame& frame) {
  return "," + little(static_cast<unsigned>(frame.left), 2) +
         little(static_cast<unsigned>(frame.top), 2) +
         little(static_cast<unsigned>(frame.width), 2) +
         little(static_cast<unsigned>(frame.height), 2) + (frame.interlaced ? '\x40' : '\0') +
         lzw(frame.indices);
}

// Black, red, green, blue.
const std::string kPalette("\0\0\0\xFF\0\0\0\xFF\0\0\0\xFF", 12);

std::string gif_head(int width, int height, const std::string& palette = kPalette) {
  const char flags = palette.empty() ? '\0' : '\x81';
  return "GIF89a" + little(static_cast<unsigned>(width), 2) +
         little(static_cast<unsigned>(height), 2) + flags + std::string(2, '\0') + palette;
}

std::string transparent(int index) {
  return std::string("!\xF9\4\1\0\0", 6) + static_cast<char>(index) + std::string(1, '\0');
}

/// One letter a pixel: k, r, g, b of the palette, else ?.
std::string letters(const cv::Mat& rgb) {
  std::string text;
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      const auto pixel = rgb.at<cv::Vec3b>(y, x);
      text += pixel == cv::Vec3b(0, 0, 0)     ? 'k'
              : pixel == cv::Vec3b(255, 0, 0) ? 'r'
              : pixel == cv::Vec3b(0, 255, 0) ? 'g'
              : pixel == cv::Vec3b(0, 0, 255) ? 'b'
                                              : '?';
    }
    if (y + 1 < rgb.rows) text += '/';
  }
  return text;
}

std::string letters_of(const std::string& file, const DecodeRules& rules = {}) {
  return letters(decoded(encoded_image(file, rules), PixelFormat::rgb).pixels);
}

std::vector<std::string> notes_of(const std::string& file, const DecodeRules& rules = {}) {
  return decoded(encoded_image(file, rules), PixelFormat::rgb).report.notes;
}

DecodeRules over(Rgb background) {
  DecodeRules rules;
  rules.background = background;
  return rules;
}

std::string refusal_of(const std::string& file) {
  try {
    decoded(encoded_image(file, Exif::apply), PixelFormat::rgb);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    return error.message();
  }
  return "accepted";
}

TEST(Gif, IsDecodedByItsPalette) {
  const std::string file = gif_head(3, 2) + to_bytes({0, 0, 3, 2, {0, 1, 2, 3, 2, 1}}) + ";";
  EXPECT_EQ(letters_of(file), "krg/bgr");
  EXPECT_THAT(notes_of(file), ElementsAre("palette replaced by its colours"));
}

TEST(Gif, HasInterlacedRowsPutInOrder) {
  // Rows of the file are 0, 4, 2, 1, 3 of the picture.
  const Frame frame{0, 0, 1, 5, {0, 1, 2, 3, 1}, true};
  EXPECT_EQ(letters_of(gif_head(1, 5) + to_bytes(frame) + ";"), "k/b/g/r/r");
}

TEST(Gif, GivesTheFirstFrameAndSaysSo) {
  const std::string file =
      gif_head(1, 1) + to_bytes({0, 0, 1, 1, {1}}) + to_bytes({0, 0, 1, 1, {2}}) + ";";
  EXPECT_EQ(letters_of(file), "r");
  EXPECT_THAT(notes_of(file),
              ElementsAre("palette replaced by its colours", "first of several frames or pages"));
}

TEST(Gif, HasTransparencyDroppedOrLaidOverAColour) {
  const std::string file = gif_head(2, 1) + transparent(2) + to_bytes({0, 0, 2, 1, {2, 1}}) + ";";
  EXPECT_EQ(letters_of(file), "gr");
  EXPECT_EQ(letters_of(file, over({0, 0, 255})), "br");
  EXPECT_THAT(notes_of(file), ElementsAre("palette replaced by its colours", "alpha dropped"));
  EXPECT_THAT(notes_of(file, over({0, 0, 255})),
              ElementsAre("palette replaced by its colours", "alpha laid over rgb(0,0,255)"));
}

TEST(Gif, IsTransparentWhereTheFrameDoesNotReach) {
  const std::string file = gif_head(2, 2) + to_bytes({1, 1, 1, 1, {3}}) + ";";
  EXPECT_EQ(letters_of(file), "kk/kb");
  EXPECT_EQ(letters_of(file, over({255, 0, 0})), "rr/rb");
}

TEST(Gif, IsCutAtTheCanvas) {
  EXPECT_EQ(letters_of(gif_head(1, 1) + to_bytes({0, 0, 2, 2, {1, 2, 3, 1}}) + ";"), "r");
}

TEST(Gif, IsRefusedWhereItIsDamaged) {
  const std::string whole = gif_head(3, 2) + to_bytes({0, 0, 3, 2, {0, 1, 2, 3, 2, 1}}) + ";";
  EXPECT_THAT(refusal_of(whole.substr(0, whole.size() - 4)), HasSubstr("damaged GIF: "));
  EXPECT_THAT(refusal_of(gif_head(3, 2) + ";"), HasSubstr("damaged GIF: it has no frame"));
  EXPECT_EQ(refusal_of(gif_head(1, 1, "") + to_bytes({0, 0, 1, 1, {1}}) + ";"),
            "damaged GIF: it has no palette; replace the file");
  const std::string two_colours = std::string("GIF89a\1\0\1\0\x80\0\0", 13) + kPalette.substr(0, 6);
  EXPECT_EQ(refusal_of(two_colours + to_bytes({0, 0, 1, 1, {3}}) + ";"),
            "damaged GIF: the palette lacks the colour of a pixel; replace the file");
  EXPECT_EQ(refusal_of("GIF89a\1"), "damaged GIF: the file ends within its header");
}

// ---- animated WebP (RFC 9649) ---------------------------------------------------------------

/// The VP8L chunk of a picture, header included.
std::string lossless_chunk(const std::vector<std::uint8_t>& rgba, int width, int height) {
  std::uint8_t* out = nullptr;
  const std::size_t size = WebPEncodeLosslessRGBA(rgba.data(), width, height, width * 4, &out);
  const std::string file(reinterpret_cast<const char*>(out), size);
  WebPFree(out);
  return file.substr(12);
}

std::string chunk(const std::string& name, const std::string& body) {
  return name + little(body.size(), 4) + body + std::string(body.size() % 2, '\0');
}

/// On a canvas 2 pixels wide and 1 high, a frame of a pixel at x = 0 of each of the colours.
std::string animated_webp(const std::vector<std::vector<std::uint8_t>>& colors) {
  std::string body =
      "WEBP" + chunk("VP8X", std::string("\x12\0\0\0", 4) + little(1, 3) + little(0, 3));
  body += chunk("ANIM", std::string(6, '\0'));
  for (const auto& rgba : colors) {
    const std::string where = little(0, 3) + little(0, 3) + little(0, 3) + little(0, 3);
    body += chunk("ANMF", where + little(100, 3) + '\0' + lossless_chunk(rgba, 1, 1));
  }
  return "RIFF" + little(body.size(), 4) + body;
}

TEST(AnimatedWebp, GivesTheFirstFrameOnItsCanvas) {
  const std::string file = animated_webp({{255, 0, 0, 255}, {0, 255, 0, 255}});
  EXPECT_EQ(letters_of(file), "rk");
  EXPECT_EQ(letters_of(file, over({0, 0, 255})), "rb");
  EXPECT_THAT(notes_of(file), ElementsAre("alpha dropped", "first of several frames or pages"));
}

TEST(AnimatedWebp, OfOneFrameIsNotSaidToHaveSeveral) {
  EXPECT_THAT(notes_of(animated_webp({{255, 0, 0, 255}})), ElementsAre("alpha dropped"));
}

TEST(AnimatedWebp, IsRefusedWhereItIsDamaged) {
  const std::string whole = animated_webp({{255, 0, 0, 255}});
  EXPECT_THAT(refusal_of(whole.substr(0, whole.size() - 12)), HasSubstr("WebP; replace the file"));
}

}  // namespace
}  // namespace assay::image
