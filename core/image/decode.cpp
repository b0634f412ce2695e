// SPDX-License-Identifier: Apache-2.0
#include "core/image/decode.hpp"

#include <fmt/format.h>

#include <new>
#include <string_view>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/image/codecs/open.hpp"
#include "core/image/jpeg_decoder.hpp"
#include "core/image/orient.hpp"
#include "core/image/png_decoder.hpp"

namespace assay::image {
namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorKind::dataset, message);
}

bool has_four_inks(const Header& header) {
  return header.color == ColorModel::cmyk || header.color == ColorModel::ycck;
}

bool is_turned(const EncodedImage& image) {
  return image.rules.exif == Exif::apply && image.header.orientation != 1;
}

[[noreturn]] void refuse_undecodable(const Header& header) {
  if (header.format == FileFormat::tiff && header.bits != 8 && header.bits != 16) {
    fail(fmt::format("TIFF with {}-bit samples cannot be decoded; convert the file to PNG",
                     header.bits));
  }
  fail(fmt::format("damaged or unsupported {}; replace the file", name_of(header.format)));
}

codecs::Decode decoder_of(FileFormat format) {
  const codecs::Table& table = codecs::table();
  switch (format) {
    case FileFormat::gif:
      return table.decode_gif;
    case FileFormat::webp:
      return table.decode_webp;
    default:
      return table.decode_other;
  }
}

/// The codec module's pixels into `out`, which has the size that it should give.
void decode_with_codec(const EncodedImage& image, const MutablePixelView& out) {
  const Header& header = image.header;
  const bool composes = header.alpha && image.rules.background;
  const codecs::Background background{image.rules.background.value_or(Rgb{}), header.multiplied};
  const codecs::Reply reply = decoder_of(header.format)({image.bytes.data(), image.bytes.size()},
                                                        composes ? &background : nullptr, out);
  const std::string_view name = name_of(header.format);
  switch (reply.status) {
    case codecs::Status::done:
      return;
    case codecs::Status::undecodable:
      refuse_undecodable(header);
    case codecs::Status::damaged:
      fail(fmt::format("damaged {}: {}; replace the file", name, reply.cause.data()));
    case codecs::Status::other_size:
      fail(fmt::format("damaged {}: its header says {}x{} pixels, its content {}x{}", name,
                       out.size.width, out.size.height, reply.size.width, reply.size.height));
    case codecs::Status::no_memory:
      throw std::bad_alloc();
    case codecs::Status::failed:
      fail(fmt::format("cannot decode {}: {}", name, reply.cause.data()));
  }
  ASSAY_CHECK(false);
}

/// The orientation in which OpenCV hands over the stored pixels: its TIFF decoder turns them
/// upright whatever the flags say.
int turned_by_opencv(const Header& header) {
  return header.format == FileFormat::tiff ? header.orientation : 1;
}

/// Pixels as the file stores them.
void decode_stored_with_codec(const EncodedImage& image, const MutablePixelView& out) {
  const int turned = turned_by_opencv(image.header);
  if (turned == 1) return decode_with_codec(image, out);
  const Size size = oriented_size(out.size, turned);
  std::vector<std::byte> upright(out.bytes.size());
  decode_with_codec(image, {upright, size, out.format});
  orient({upright, size, out.format}, inverse_orientation(turned), out);
}

/// Returns a note on what was wrong with the file, "" for nothing.
std::string decode_stored_jpeg(const EncodedImage& image, const MutablePixelView& out) {
  const Header& header = image.header;
  if (header.bits != 8) {
    fail(fmt::format("JPEG with {}-bit samples cannot be decoded; convert the file to PNG",
                     header.bits));
  }
  const Inks inks = has_four_inks(header) ? Inks::four : Inks::three;
  const JpegComplaints complaints = decode_jpeg(image.bytes, inks, out);
  if (complaints.truncated.empty()) {
    return complaints.tolerated.empty() ? "" : "tolerated: " + complaints.tolerated;
  }
  if (image.rules.truncated == Truncated::refuse) {
    fail(fmt::format("truncated or damaged JPEG: {}; replace the file", complaints.truncated));
  }
  return fmt::format("truncated: {}; what is missing is grey", complaints.truncated);
}

void decode_stored_png(const EncodedImage& image, const MutablePixelView& out) {
  decode_png(image.bytes, image.header.alpha ? image.rules.background : std::nullopt, out);
}

std::string decode_stored(const EncodedImage& image, const MutablePixelView& out) {
  switch (image.header.format) {
    case FileFormat::jpeg:
      return decode_stored_jpeg(image, out);
    case FileFormat::png:
      decode_stored_png(image, out);
      break;
    default:
      decode_stored_with_codec(image, out);
  }
  return "";
}

std::string note_on_alpha(const EncodedImage& image) {
  if (const auto& background = image.rules.background) {
    return fmt::format("alpha laid over rgb({},{},{})", background->red, background->green,
                       background->blue);
  }
  // TIFF's colours are multiplied by alpha, if not in the file then by libtiff.
  return image.header.format == FileFormat::tiff ? "alpha laid over black" : "alpha dropped";
}

std::vector<std::string> notes_on(const EncodedImage& image, PixelFormat wanted) {
  const Header& header = image.header;
  std::vector<std::string> notes;
  const auto note = [&](bool holds, std::string text) {
    if (holds) notes.push_back(std::move(text));
  };
  note(header.bits > 8, fmt::format("{}-bit samples scaled to 8 bits", header.bits));
  note(header.color == ColorModel::palette, "palette replaced by its colours");
  note(header.color == ColorModel::gray && wanted != PixelFormat::gray, "grey given as colour");
  note(header.color != ColorModel::gray && wanted == PixelFormat::gray, "colour given as grey");
  note(has_four_inks(header), "CMYK converted without a colour profile");
  note(header.alpha, header.alpha ? note_on_alpha(image) : "");
  note(header.several_frames, "first of several frames or pages");
  note(header.orientation != 1, fmt::format("EXIF orientation {} {}", header.orientation,
                                            is_turned(image) ? "applied" : "ignored"));
  return notes;
}

}  // namespace

Size EncodedImage::size() const {
  return rules.exif == Exif::apply ? oriented_size(header.size, header.orientation) : header.size;
}

EncodedImage encoded_image(std::string bytes, const DecodeRules& rules,
                           const DecodeLimits& limits) {
  if (bytes.size() > limits.max_file_bytes) {
    fail(fmt::format("the file has {} bytes; at most {} are allowed", bytes.size(),
                     limits.max_file_bytes));
  }
  const Header header = probe(bytes);
  // Sides are below 2^32, so that the division is exact enough and nothing overflows.
  if (header.size.width > limits.max_pixels / header.size.height) {
    fail(fmt::format("{}x{} pixels; at most {} are allowed, so scale the image down",
                     header.size.width, header.size.height, limits.max_pixels));
  }
  return {std::move(bytes), header, rules};
}

EncodedImage read_image(const std::filesystem::path& file, const DecodeRules& rules,
                        const DecodeLimits& limits) {
  std::string bytes;
  try {
    bytes = read_file(file, limits.max_file_bytes, "the file");
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::exhausted) throw;  // not this file's fault
    fail(error.message());
  }
  return encoded_image(std::move(bytes), rules, limits);
}

DecodeReport decode(const EncodedImage& image, const MutablePixelView& out) {
  ASSAY_CHECK(out.size == image.size());
  ASSAY_CHECK(out.bytes.size() >= byte_size(out.size, out.format));
  DecodeReport report{notes_on(image, out.format)};
  std::string complaint;
  if (is_turned(image)) {
    std::vector<std::byte> stored(byte_size(image.header.size, out.format));
    complaint = decode_stored(image, {stored, image.header.size, out.format});
    orient({stored, image.header.size, out.format}, image.header.orientation, out);
  } else {
    complaint = decode_stored(image, out);
  }
  if (!complaint.empty()) report.notes.push_back(std::move(complaint));
  return report;
}

}  // namespace assay::image
