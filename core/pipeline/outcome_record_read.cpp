// SPDX-License-Identifier: Apache-2.0
// The other way: from a journal line to its outcome. A line may say anything, so each value is
// checked; what does not fit leaves as an exception that from_line() turns into Unreadable.
#include <openssl/evp.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/pipeline/outcome_record.hpp"

namespace assay::pipeline {
namespace {

using nlohmann::ordered_json;
using predict::Array;
using predict::DType;
using predict::Field;
using predict::Value;

struct Unfit {
  Unreadable why = Unreadable::damaged;
};

// ---- numbers -------------------------------------------------------------------------------

/// Where nlohmann would make an integer of a fraction or a bool.
std::int64_t integer_from(const ordered_json& json) {
  if (!json.is_number_integer()) throw Unfit{};
  return json.get<std::int64_t>();
}

double number_from(const ordered_json& json) {
  if (!json.is_number()) throw Unfit{};
  return json.get<double>();
}

template <class T>
std::vector<std::byte> bytes_of(const ordered_json& numbers) {
  std::vector<std::byte> bytes(numbers.size() * sizeof(T));
  T* out = reinterpret_cast<T*>(bytes.data());
  for (const ordered_json& number : numbers) {
    if constexpr (std::is_floating_point_v<T>) {
      *out++ = static_cast<T>(number_from(number));
    } else {
      *out++ = static_cast<T>(integer_from(number));
    }
  }
  return bytes;
}

std::vector<std::byte> bytes_of(const ordered_json& numbers, DType dtype) {
  if (!numbers.is_array()) throw Unfit{};
  switch (dtype) {
    case DType::f32:
      return bytes_of<float>(numbers);
    case DType::f64:
      return bytes_of<double>(numbers);
    case DType::i64:
      return bytes_of<std::int64_t>(numbers);
    case DType::i32:
      return bytes_of<std::int32_t>(numbers);
    default:
      throw Unfit{};
  }
}

std::vector<std::byte> from_base64(const std::string& text) {
  std::vector<std::byte> bytes(text.size() / 4 * 3 + 3);
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) throw Unfit{};
  // EVP_DecodeBlock counts the padding as zero bytes.
  std::size_t padding = 0;
  if (text.ends_with('=')) padding = text.ends_with("==") ? 2 : 1;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

// ---- arrays and values ---------------------------------------------------------------------

DType dtype_from(const std::string& name) {
  for (const DType dtype :
       {DType::u8, DType::i8, DType::u16, DType::i16, DType::u32, DType::i32, DType::u64,
        DType::i64, DType::f16, DType::f32, DType::f64, DType::boolean}) {
    if (predict::name_of(dtype) == name) return dtype;
  }
  throw Unfit{};
}

std::vector<std::int64_t> shape_from(const ordered_json& json) {
  if (!json.is_array()) throw Unfit{};
  std::vector<std::int64_t> shape;
  for (const ordered_json& extent : json) {
    shape.push_back(integer_from(extent));
    if (shape.back() < 0) throw Unfit{};
  }
  return shape;
}

/// Not by Array::elements(): extents that nobody has checked may overflow it.
bool fits(const std::vector<std::int64_t>& shape, std::size_t elements) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return elements == 0;
  std::size_t rest = elements;
  for (const std::int64_t extent : shape) {
    if (rest % static_cast<std::size_t>(extent) != 0) return false;
    rest /= static_cast<std::size_t>(extent);
  }
  return rest == 1;
}

std::vector<std::byte> bytes_of_blob(const ordered_json& json, const std::string& directory) {
  const auto name = json.at("blob").get<std::string>();
  const auto digest = json.at("sha256").get<std::string>();
  std::string content;
  try {
    content = read_file(std::filesystem::path(directory) / name);
  } catch (const Error&) {
    throw Unfit{Unreadable::blob_lost};
  }
  if (sha256(content) != digest) throw Unfit{Unreadable::blob_lost};
  const auto* begin = reinterpret_cast<const std::byte*>(content.data());
  return {begin, begin + content.size()};
}

std::vector<std::byte> bytes_from(const ordered_json& json, DType dtype,
                                  const std::string& blob_directory) {
  if (json.contains("blob")) return bytes_of_blob(json, blob_directory);
  const ordered_json& elements = json.at("data");
  return elements.is_string() ? from_base64(elements.get<std::string>())
                              : bytes_of(elements, dtype);
}

Array array_from(const ordered_json& json, const std::string& blob_directory) {
  Array array{dtype_from(json.at("dtype")), shape_from(json.at("shape")), {}};
  array.bytes = bytes_from(json, array.dtype, blob_directory);
  const std::size_t size = predict::element_size(array.dtype);
  const std::size_t bytes = array.bytes.size();
  if (bytes % size != 0 || !fits(array.shape, bytes / size)) throw Unfit{};
  return array;
}

Value value_from(const ordered_json& json) {
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_number_integer()) return {json.get<std::int64_t>()};
  if (json.is_number()) return {json.get<double>()};
  if (json.is_string()) return {json.get<std::string>()};
  if (json.is_array()) {
    Value::List list;
    for (const ordered_json& element : json) list.push_back(value_from(element));
    return {std::move(list)};
  }
  if (json.is_object()) {
    Value::Map map;
    for (const auto& [key, element] : json.items()) map.emplace_back(key, value_from(element));
    return {std::move(map)};
  }
  return {};
}

// ---- outcomes ------------------------------------------------------------------------------

Field field_from(const ordered_json& json, const std::string& blob_directory) {
  Field field{json.at("name"), json.value("input", std::string()), Value{}};
  if (json.contains("value")) {
    field.content = value_from(json.at("value"));
  } else {
    field.content = array_from(json, blob_directory);
  }
  return field;
}

std::variant<predict::Prediction, predict::Failure> result_from(const ordered_json& json,
                                                                const std::string& blob_directory) {
  if (json.contains("failure")) {
    return predict::Failure{predict::failure_kind(json.at("failure").get<std::string>()),
                            json.at("message")};
  }
  const ordered_json& fields = json.at("fields");
  if (!fields.is_array()) throw Unfit{};
  predict::Prediction prediction;
  for (const ordered_json& entry : fields) {
    prediction.fields.push_back(field_from(entry, blob_directory));
  }
  return prediction;
}

std::vector<std::string> notes_from(const ordered_json& json) {
  if (!json.contains("notes")) return {};
  return json.at("notes").get<std::vector<std::string>>();
}

Recorded recorded_from(const ordered_json& json, const std::string& blob_directory) {
  const ordered_json& file = json.at("file");
  return {{static_cast<std::size_t>(integer_from(json.at("index"))),
           {integer_from(json.at("width")), integer_from(json.at("height"))},
           result_from(json, blob_directory),
           notes_from(json)},
          {static_cast<std::uint64_t>(integer_from(file.at(0))), integer_from(file.at(1))},
          json.at("id").get<std::string>()};
}

}  // namespace

std::optional<predict::Failure> incident_in(std::string_view line) {
  if (!line.starts_with("{\"incident\":")) return std::nullopt;
  try {
    const ordered_json json = ordered_json::parse(line);
    return predict::Failure{predict::failure_kind(json.at("incident").get<std::string>()),
                            json.at("message")};
  } catch (const ordered_json::exception&) {
    return std::nullopt;
  } catch (const Error&) {  // a kind of failure that is none
    return std::nullopt;
  }
}

std::variant<Recorded, Unreadable> from_line(std::string_view line,
                                             const std::string& blob_directory) {
  try {
    return recorded_from(ordered_json::parse(line), blob_directory);
  } catch (const Unfit& unfit) {
    return unfit.why;
  } catch (const ordered_json::exception&) {
    return Unreadable::damaged;
  } catch (const Error&) {  // a kind of failure that is none
    return Unreadable::damaged;
  }
}

}  // namespace assay::pipeline
