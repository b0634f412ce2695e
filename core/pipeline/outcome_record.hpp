// SPDX-License-Identifier: Apache-2.0
// One outcome as one journal line and back, bit for bit. A line is a JSON object whose last member
// is the CRC-32 of the bytes before it:
//
//   {"index":3,"id":"x.jpg","file":[81234,1764100000000000000],"width":640,"height":480,
//    "fields":[{"name":"scores","dtype":"f32","shape":[2],"data":[0.5,0.25]}],"crc":"89ab12cd"}
//   {"index":4,"id":"y.png","file":[0,0],"width":0,"height":0,"failure":"image_unreadable",
//    "message":"...","crc":...}
//
// "notes":["alpha dropped"], before the fields or the failure, say what became of the image where
// that is anything. Arrays of finite numbers are written as numbers; others as base64 of their
// bytes; arrays over 64 KiB as {"blob": file, "sha256": ...} with the bytes in a file of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/file.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// Bytes that do not fit a line. `name` is a plain file name, equal for equal (index, field).
struct Blob {
  std::string name;
  std::vector<std::byte> bytes;
};

struct Record {
  std::string line;  // with its newline
  std::vector<Blob> blobs;
  bool is_outcome = true;  // else an incident
};

constexpr std::size_t kLargestInlineBytes = std::size_t{64} << 10;

/// `file` is the datapoint's, as it was when it was read.
Record to_record(const predict::Outcome& outcome, const std::string& id, const FileStamp& file);

/// A failure that is no datapoint's: {"incident":"plugin_crash","message":"...","crc":...}.
Record to_record(const predict::Failure& incident);

/// Appends the checksum member to `{...` (an object without its closing brace), closes it, and adds
/// the newline.
std::string seal_line(std::string unclosed_object);
/// Whether the line (without newline) ends in a checksum that fits.
bool is_intact(std::string_view line);

/// The incident of an intact line; nullopt where the line is something else.
std::optional<predict::Failure> incident_in(std::string_view line);

/// The index alone, cheaply. Requires an intact line.
std::optional<std::size_t> index_of(std::string_view line);

/// What a line says.
struct Recorded {
  predict::Outcome outcome;
  FileStamp file;
  std::string id;
};

/// Why there is no outcome to be had. In each case the datapoint is to be predicted again.
enum class Unreadable {
  absent,     // nothing was recorded
  damaged,    // the line is not one that to_record() writes
  blob_lost,  // a blob is missing or altered
};

/// Of a line without its newline. Blobs are read from `blob_directory` and checked against their
/// SHA-256.
std::variant<Recorded, Unreadable> from_line(std::string_view line,
                                             const std::string& blob_directory);

}  // namespace assay::pipeline
