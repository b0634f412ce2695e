// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/outcome_record.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.hpp"
#include "core/base/crc32.hpp"
#include "core/base/digest.hpp"

namespace assay::pipeline {
namespace {

using nlohmann::ordered_json;
using predict::Array;
using predict::DType;
using predict::Field;
using predict::Value;

constexpr std::string_view kChecksumKey = ",\"crc\":\"";

std::string quoted(const std::string& text) {
  return ordered_json(text).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// ---- numbers -------------------------------------------------------------------------------

template <class T>
void append_number(std::string& out, T value) {
  char text[32];
  char* const end = std::to_chars(std::begin(text), std::end(text), value).ptr;
  out.append(text, end);
}

/// The shortest text of a float is read back as a double, and must then round to the same float.
void append_float(std::string& out, float value) {
  char text[32];
  char* const end = std::to_chars(std::begin(text), std::end(text), value).ptr;
  double back = 0;
  std::from_chars(std::begin(text), end, back);
  if (std::bit_cast<std::uint32_t>(static_cast<float>(back)) ==
      std::bit_cast<std::uint32_t>(value)) {
    out.append(text, end);
  } else {
    append_number(out, static_cast<double>(value));
  }
}

template <class T>
void append_element(std::string& out, T value) {
  if constexpr (std::is_same_v<T, float>) {
    append_float(out, value);
  } else {
    append_number(out, value);
  }
}

template <class T>
bool append_numbers(std::string& out, const Array& array) {
  const auto numbers = array.as<T>();
  if constexpr (std::is_floating_point_v<T>) {
    for (const T value : numbers) {
      // JSON has no NaN and no infinity, and reading "-0" would lose the sign.
      if (!std::isfinite(value) || (value == 0 && std::signbit(value))) return false;
    }
  }
  out += '[';
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i != 0) out += ',';
    append_element(out, numbers[i]);
  }
  out += ']';
  return true;
}

/// false, with nothing appended, when the array cannot be written as numbers.
bool append_as_numbers(std::string& out, const Array& array) {
  switch (array.dtype) {
    case DType::f32:
      return append_numbers<float>(out, array);
    case DType::f64:
      return append_numbers<double>(out, array);
    case DType::i64:
      return append_numbers<std::int64_t>(out, array);
    case DType::i32:
      return append_numbers<std::int32_t>(out, array);
    default:
      return false;
  }
}

std::string to_base64(const std::vector<std::byte>& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

// ---- writing -------------------------------------------------------------------------------

ordered_json to_json(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.content)) return *flag;
  if (const auto* whole = std::get_if<std::int64_t>(&value.content)) return *whole;
  if (const auto* number = std::get_if<double>(&value.content)) {
    ASSAY_CHECK(std::isfinite(*number));  // core/plugin refuses others
    return *number;
  }
  if (const auto* text = std::get_if<std::string>(&value.content)) return *text;
  if (const auto* list = std::get_if<Value::List>(&value.content)) {
    auto json = ordered_json::array();
    for (const Value& element : *list) json.push_back(to_json(element));
    return json;
  }
  if (const auto* map = std::get_if<Value::Map>(&value.content)) {
    auto json = ordered_json::object();
    for (const auto& [key, element] : *map) json[key] = to_json(element);
    return json;
  }
  return nullptr;
}

void append_shape(std::string& out, const Array& array) {
  out += fmt::format(",\"dtype\":\"{}\",\"shape\":[", predict::name_of(array.dtype));
  for (std::size_t i = 0; i < array.shape.size(); ++i) {
    if (i != 0) out += ',';
    append_number(out, array.shape[i]);
  }
  out += ']';
}

void append_notes(Record& record, const std::vector<std::string>& notes) {
  if (notes.empty()) return;
  record.line += ",\"notes\":[";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    record.line += (i == 0 ? "" : ",") + quoted(notes[i]);
  }
  record.line += ']';
}

/// Field names may hold anything a plugin chose after "user.".
std::string blob_name(std::size_t index, std::size_t field) {
  return fmt::format("{:08d}-{}.bin", index, field);
}

void append_array(Record& record, const Array& array, const std::string& name) {
  append_shape(record.line, array);
  if (array.bytes.size() > kLargestInlineBytes) {
    const std::string digest =
        sha256({reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size()});
    record.line += fmt::format(",\"blob\":\"{}\",\"sha256\":\"{}\"", name, digest);
    record.blobs.push_back({name, array.bytes});
    return;
  }
  record.line += ",\"data\":";
  if (append_as_numbers(record.line, array)) return;
  record.line += '"' + to_base64(array.bytes) + '"';
}

void append_field(Record& record, const Field& field, const std::string& blob) {
  record.line += "{\"name\":" + quoted(field.name);
  if (!field.input.empty()) record.line += ",\"input\":" + quoted(field.input);
  if (const auto* array = std::get_if<Array>(&field.content)) {
    append_array(record, *array, blob);
  } else {
    record.line +=
        ",\"value\":" + to_json(std::get<Value>(field.content))
                            .dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
  record.line += '}';
}

void append_fields(Record& record, const predict::Outcome& outcome) {
  const std::vector<Field>& fields = outcome.prediction()->fields;
  record.line += ",\"fields\":[";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) record.line += ',';
    append_field(record, fields[i], blob_name(outcome.index, i));
  }
  record.line += ']';
}

}  // namespace

std::string seal_line(std::string object) {
  const std::uint32_t crc = crc32(object);
  object += fmt::format("{}{:08x}\"}}\n", kChecksumKey, crc);
  return object;
}

bool is_intact(std::string_view line) {
  const std::size_t tail = kChecksumKey.size() + 8 + 2;
  if (line.size() < tail || !line.ends_with("\"}")) return false;
  const std::string_view body = line.substr(0, line.size() - tail);
  if (line.substr(body.size(), kChecksumKey.size()) != kChecksumKey) return false;
  return line.substr(body.size() + kChecksumKey.size(), 8) == fmt::format("{:08x}", crc32(body));
}

Record to_record(const predict::Outcome& outcome, const std::string& id, const FileStamp& file) {
  Record record;
  record.line = fmt::format("{{\"index\":{},\"id\":{},\"file\":[{},{}],\"width\":{},\"height\":{}",
                            outcome.index, quoted(id), file.bytes, file.modified_ns,
                            outcome.image.width, outcome.image.height);
  append_notes(record, outcome.notes);
  if (const predict::Failure* failure = outcome.failure()) {
    record.line += fmt::format(",\"failure\":\"{}\",\"message\":{}",
                               predict::name_of(failure->kind), quoted(failure->message));
  } else {
    append_fields(record, outcome);
  }
  record.line = seal_line(std::move(record.line));
  return record;
}

Record to_record(const predict::Failure& incident) {
  Record record;
  record.line = seal_line(fmt::format("{{\"incident\":\"{}\",\"message\":{}",
                                      predict::name_of(incident.kind), quoted(incident.message)));
  record.is_outcome = false;
  return record;
}

std::optional<std::size_t> index_of(std::string_view line) {
  constexpr std::string_view kStart = "{\"index\":";
  if (!line.starts_with(kStart)) return std::nullopt;
  std::size_t index = 0;
  const auto result =
      std::from_chars(line.data() + kStart.size(), line.data() + line.size(), index);
  if (result.ec != std::errc()) return std::nullopt;
  return index;
}

}  // namespace assay::pipeline
