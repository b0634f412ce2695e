// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff_directory.hpp"

#include "core/image/byte_reader.hpp"

namespace assay::image {
namespace {

// Field widths of the two kinds of file: TIFF 6.0 section 2, and the BigTIFF specification.
struct Layout {
  bool big_endian = false;
  unsigned offset_bytes = 4;       // also of a value's slot
  unsigned entry_count_bytes = 2;  // of the number of entries
  unsigned count_bytes = 4;        // of the number of values in an entry
  std::uint64_t first_directory_at = 4;

  std::uint64_t entry_bytes() const { return 4 + count_bytes + offset_bytes; }
};

constexpr Layout kBigTiff{false, 8, 8, 8, 8};

std::optional<Layout> layout_of(const ByteReader& file) {
  const bool big_endian = file.matches(0, "MM");
  if (!big_endian && !file.matches(0, "II")) return std::nullopt;
  const auto version = big_endian ? file.big(2, 2) : file.little(2, 2);
  if (version != 42 && version != 43) return std::nullopt;
  Layout layout = version == 43 ? kBigTiff : Layout{};
  layout.big_endian = big_endian;
  return layout;
}

class DirectoryReader {
 public:
  DirectoryReader(const ByteReader& file, const Layout& layout) : file_(file), layout_(layout) {}

  std::optional<TiffDirectory> read() const {
    const auto start = number(layout_.first_directory_at, layout_.offset_bytes);
    if (!start) return std::nullopt;
    const auto count = number(*start, layout_.entry_count_bytes);
    // A real directory has a few dozen entries; OpenCV and libtiff stop at 65535 as well.
    if (!count || *count > 65535) return std::nullopt;
    TiffDirectory directory;
    const std::uint64_t entries = *start + layout_.entry_count_bytes;
    for (std::uint64_t i = 0; i < *count; ++i) take(entries + i * layout_.entry_bytes(), directory);
    const auto next = number(entries + *count * layout_.entry_bytes(), layout_.offset_bytes);
    directory.several = next.value_or(0) != 0;
    return directory;
  }

 private:
  std::optional<std::uint64_t> number(std::uint64_t offset, unsigned bytes) const {
    return layout_.big_endian ? file_.big(offset, bytes) : file_.little(offset, bytes);
  }

  void take(std::uint64_t entry, TiffDirectory& directory) const {
    const auto tag = number(entry, 2);
    if (!tag) return;
    switch (*tag) {
      case 256:
        directory.width = value(entry);
        break;
      case 257:
        directory.height = value(entry);
        break;
      case 258:
        directory.bits = value(entry);
        break;
      case 262:
        directory.photometric = value(entry);
        break;
      case 274:
        directory.orientation = value(entry);
        break;
      case 277:
        directory.samples = value(entry);
        break;
      case 338:
        directory.extra_samples = value(entry);
        break;
      default:
        break;
    }
  }

  /// The first value of an entry when it is SHORT, LONG or BigTIFF's LONG8.
  std::optional<std::uint64_t> value(std::uint64_t entry) const {
    const auto type = number(entry + 2, 2);
    const auto count = number(entry + 4, layout_.count_bytes);
    if (!type || !count || *count == 0) return std::nullopt;
    const unsigned bytes = *type == 3 ? 2 : *type == 4 ? 4 : *type == 16 ? 8 : 0;
    if (bytes == 0) return std::nullopt;
    const std::uint64_t slot = entry + 4 + layout_.count_bytes;
    if (*count <= layout_.offset_bytes / bytes) return number(slot, bytes);
    const auto elsewhere = number(slot, layout_.offset_bytes);
    return elsewhere ? number(*elsewhere, bytes) : std::nullopt;
  }

  const ByteReader& file_;
  const Layout& layout_;
};

}  // namespace

std::optional<TiffDirectory> read_tiff_directory(std::string_view bytes) {
  const ByteReader file(bytes);
  const auto layout = layout_of(file);
  if (!layout) return std::nullopt;
  return DirectoryReader(file, *layout).read();
}

int exif_orientation(std::string_view block) {
  const auto directory = read_tiff_directory(block);
  const auto orientation = directory ? directory->orientation : std::nullopt;
  return orientation && *orientation >= 1 && *orientation <= 8 ? static_cast<int>(*orientation) : 1;
}

}  // namespace assay::image
