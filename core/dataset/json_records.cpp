// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/json_records.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <new>
#include <optional>

#include "core/base/letters.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/json_fault.hpp"

namespace assay::dataset {
namespace {

namespace json = simdjson::ondemand;

/// "is a string", ... for messages.
std::string_view describe(json::value& value) {
  json::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return "is no JSON value";
  switch (type) {
    case json::json_type::array:
      return "is a list";
    case json::json_type::object:
      return "is an object";
    case json::json_type::string:
      return "is a string";
    case json::json_type::boolean:
      return "is true or false";
    case json::json_type::null:
      return "is null";
    case json::json_type::number:
      return "is a number";
    default:
      return "is no JSON value";
  }
}

std::string_view expectation(JsonType type) {
  switch (type) {
    case JsonType::integer:
      return "must be a whole number of at most 64 bits";
    case JsonType::number:
      return "must be a finite number";
    case JsonType::box:
      return "must be a list of four finite numbers";
    case JsonType::flag:
      return "must be 0 or 1";
    case JsonType::text:
      return "must be a string";
    case JsonType::raw:
      return "must be JSON";
  }
  return "";
}

/// The number or word as the file spells it, for messages.
std::string spelling(json::value& value) {
  constexpr std::size_t kLongest = 40;
  std::string_view token = value.raw_json_token();
  const std::size_t end = token.find_first_of(" \t\r\n,]}");
  token = token.substr(0, std::min(end, kLongest));
  return std::string(token);
}

/// A cell being read: where it goes, and what is wrong with it.
struct Reading {
  JsonCell& cell;
  std::string fault;
};

bool read_finite(json::value value, double& number, std::string& fault) {
  if (value.get_double().get(number) == simdjson::SUCCESS && std::isfinite(number)) return true;
  fault = spelling(value);
  return false;
}

bool read_box(json::value& value, Reading& reading) {
  json::array list;
  if (value.get_array().get(list) != simdjson::SUCCESS) return false;
  auto& numbers = reading.cell.numbers;
  std::size_t count = 0;
  for (auto element : list) {
    double number = 0;
    if (!read_finite(element.value(), number, reading.fault)) return false;
    if (count == numbers.size()) return false;
    numbers[count++] = number;
  }
  return count == numbers.size();
}

bool read_flag(json::value& value, std::int64_t& flag) {
  bool truth = false;
  if (value.get_bool().get(truth) == simdjson::SUCCESS) {
    flag = truth ? 1 : 0;
    return true;
  }
  if (value.get_int64().get(flag) != simdjson::SUCCESS) return false;
  flag = flag != 0 ? 1 : 0;
  return true;
}

bool read_cell(json::value& value, JsonType type, Reading& reading) {
  JsonCell& cell = reading.cell;
  switch (type) {
    case JsonType::integer:
      return value.get_int64().get(cell.integer) == simdjson::SUCCESS;
    case JsonType::number:
      return read_finite(value, cell.numbers[0], reading.fault);
    case JsonType::box:
      return read_box(value, reading);
    case JsonType::flag:
      return read_flag(value, cell.integer);
    case JsonType::text:
      return value.get_string().get(cell.text) == simdjson::SUCCESS;
    case JsonType::raw:
      return simdjson::to_json_string(value).get(cell.text) == simdjson::SUCCESS;
  }
  return false;
}

/// NaN and Infinity as programs spell them, which JSON has not, and numbers like 1e999.
bool is_no_number(std::string_view text) {
  std::string spelled = lower_case(text);
  if (spelled.starts_with('-')) spelled.erase(0, 1);
  if (spelled.starts_with("nan") || spelled.starts_with("inf")) return true;
  const char first = spelled.empty() ? ' ' : spelled.front();
  return first >= '0' && first <= '9' && spelled.find('e') != std::string::npos;
}

bool is_null(json::value& value) {
  bool null = false;
  return value.is_null().get(null) == simdjson::SUCCESS && null;
}

/// What the parser has: the file's text from `begins_at` on, or a copy of that.
struct Parsed {
  std::string_view text;
  std::size_t begins_at = 0;
};

/// Reads the records of one list.
class ListReader {
 public:
  ListReader(const JsonList& list, const Parsed& parsed, Problems& problems)
      : list_(list), parsed_(parsed), problems_(&problems), cells_(list.columns.size()) {}

  void read(json::array records) {
    std::size_t index = 0;
    for (auto record : records) read_record(record.value(), index++);
  }

  /// The next records are in another text.
  void go_on(const Parsed& parsed, Problems& problems) {
    parsed_ = parsed;
    problems_ = &problems;
  }

  void read_record(json::value record, std::size_t index) {
    json::object object;
    if (record.get_object().get(object) != simdjson::SUCCESS) {
      add(index, fmt::format("{}, not an object", describe(record)));
      return;
    }
    std::fill(cells_.begin(), cells_.end(), JsonCell{});
    bool sound = true;
    for (auto field : object) {
      const json::raw_json_string key = field.key();
      for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (key != list_.columns[i].key) continue;
        sound = read_member(field.value(), i, index) && sound;
        break;
      }
    }
    if (check_present(index) && sound) list_.sink(index, cells_);
  }

  void add(std::size_t index, const std::string& problem,
           lint::Rule rule = lint::Rule::record_form) {
    problems_->add(rule,
                   list_.key.empty() ? fmt::format("entry {}", index)
                                     : fmt::format("{}[{}]", list_.key, index),
                   problem);
  }

 private:
  bool read_member(json::value value, std::size_t column, std::size_t index) {
    const JsonColumn& wanted = list_.columns[column];
    if (!wanted.required && is_null(value)) return true;
    cells_[column].present = true;  // a wrong one is not reported as missing, too
    Reading reading{cells_[column], {}};
    if (read_cell(value, wanted.type, reading)) {
      if (wanted.type == JsonType::raw) place(cells_[column]);
      return true;
    }
    const std::string found = reading.fault.empty() ? "" : ", but has " + reading.fault;
    add(index, fmt::format("{} {}{}", wanted.key, expectation(wanted.type), found),
        is_no_number(reading.fault) ? lint::Rule::non_finite_number : lint::Rule::record_form);
    return false;
  }

  bool check_present(std::size_t index) {
    bool complete = true;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].present || !list_.columns[i].required) continue;
      add(index, fmt::format("{} is missing", list_.columns[i].key));
      complete = false;
    }
    return complete;
  }

  void place(JsonCell& cell) const {
    const auto at = static_cast<std::size_t>(cell.text.data() - parsed_.text.data());
    cell.offset = parsed_.begins_at + at;
  }

  const JsonList& list_;
  Parsed parsed_;
  Problems* problems_;
  std::vector<JsonCell> cells_;
};

FileFault wrong(const Source& file, const std::string& message) {
  return {file.name, message};
}

/// Bytes of the mark that some editors put before UTF-8 text.
std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

/// Runs `read` on the parsed text; what the parser throws leaves as an Error that points at it.
template <class Read>
void with_document(const Source& file, Read read) {
  try {
    json::parser parser;
    std::optional<simdjson::padded_string> copy;
    const std::size_t begin = byte_order_mark(file.text);
    const std::string_view text = std::string_view(file.text).substr(begin);
    const bool padded = file.text.capacity() - file.text.size() >= simdjson::SIMDJSON_PADDING;
    if (!padded) copy.emplace(text);
    json::document document =
        padded ? parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING)
               : parser.iterate(*copy);
    read(document, Parsed{padded ? text : std::string_view(*copy), begin});
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);  // something after the root
    }
  } catch (const simdjson::simdjson_error& error) {
    if (error.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    throw json_fault(file, simdjson::error_message(error.error()));
  }
}

json::array list_in(json::value value, const JsonList& list, const Source& file) {
  json::array records;
  if (value.get_array().get(records) != simdjson::SUCCESS) {
    json::json_type type{};
    const auto error = value.type().get(type);
    if (error != simdjson::SUCCESS) throw simdjson::simdjson_error(error);
    throw wrong(file, fmt::format("'{}' {}; it must be a list", list.key, describe(value)));
  }
  return records;
}

}  // namespace

void read_json_list(const Source& file, const JsonList& list, Problems& problems) {
  with_document(file, [&](json::document& document, const Parsed& parsed) {
    if (document.type() != json::json_type::array) {
      throw wrong(file, "the file must be a list of records");
    }
    ListReader(list, parsed, problems).read(document.get_array());
  });
}

void read_json_lists(const Source& file, std::span<const JsonList> lists, Problems& problems) {
  std::vector<bool> seen(lists.size(), false);
  with_document(file, [&](json::document& document, const Parsed& parsed) {
    if (document.type() != json::json_type::object) {
      throw wrong(file, "the file must be an object with lists in it");
    }
    for (auto field : document.get_object()) {
      const json::raw_json_string key = field.key();
      for (std::size_t i = 0; i < lists.size(); ++i) {
        if (key != std::string_view(lists[i].key)) continue;
        if (seen[i]) throw wrong(file, fmt::format("'{}' is there twice", lists[i].key));
        seen[i] = true;
        ListReader(lists[i], parsed, problems).read(list_in(field.value(), lists[i], file));
      }
    }
  });
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (!seen[i]) throw wrong(file, fmt::format("the list '{}' is missing", lists[i].key));
  }
}

struct JsonRecordReader::State {
  explicit State(JsonList given) : list(std::move(given)), reader(list, {}, none) {}

  JsonList list;
  Problems none;
  ListReader reader;
  json::parser parser;
};

JsonRecordReader::JsonRecordReader(JsonList list)
    : state_(std::make_unique<State>(std::move(list))) {}
JsonRecordReader::~JsonRecordReader() = default;

void JsonRecordReader::read(std::string_view text, std::size_t index, Problems& problems) {
  static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);
  ListReader& reader = state_->reader;
  reader.go_on({text, 0}, problems);
  try {
    json::document document =
        state_->parser.iterate(text.data(), text.size(), text.size() + kJsonPadding);
    if (document.type() == json::json_type::object) {
      reader.read_record(document.get_value(), index);
    } else {
      reader.add(index, "is not an object");
    }
  } catch (const simdjson::simdjson_error& error) {
    if (error.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    reader.add(index, fmt::format("is not JSON ({})", simdjson::error_message(error.error())),
               lint::Rule::file_format);
  }
}

}  // namespace assay::dataset
