// SPDX-License-Identifier: Apache-2.0
// A host in the test's own process: it hands values and images to the functions of a plugin's table
// and keeps what they report, for looking at afterwards.
#pragma once

#include <assay/plugin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::test {

inline std::string text_of(assay_str_t text) {
  return {text.data, text.size};
}

/// A field as the plugin wrote it: an array, or a value as text such as `["a", [1, 2.5]]`.
struct FakeField {
  assay_dtype_t dtype = {};
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;
  std::string value;

  template <class T>
  std::vector<T> as() const {
    std::vector<T> elements(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(elements.data(), bytes.data(), bytes.size());
    return elements;
  }
};

inline std::string to_text(const assay_value_t& value) {
  const auto joined = [&](char open, char close, auto element) {
    std::string text(1, open);
    for (std::uint32_t i = 0; i < value.count; ++i) text += (i == 0 ? "" : ", ") + element(i);
    return text + close;
  };
  switch (value.kind) {
    case ASSAY_KIND_NULL:
      return "null";
    case ASSAY_KIND_BOOL:
      return value.u.i != 0 ? "true" : "false";
    case ASSAY_KIND_INT:
      return std::to_string(value.u.i);
    case ASSAY_KIND_FLOAT:
      return std::to_string(value.u.f);
    case ASSAY_KIND_STRING:
      return '"' + std::string(value.u.str, value.count) + '"';
    case ASSAY_KIND_LIST:
      return joined('[', ']', [&](std::uint32_t i) { return to_text(value.u.list[i]); });
    case ASSAY_KIND_MAP:
      return joined('{', '}', [&](std::uint32_t i) {
        return text_of(value.u.map[i].key) + ": " + to_text(value.u.map[i].value);
      });
    default:
      return "?";
  }
}

/// What one call told the host. Not copyable: the C structs point into it.
class FakeCall {
 public:
  FakeCall() = default;
  FakeCall(const FakeCall&) = delete;
  FakeCall& operator=(const FakeCall&) = delete;

  assay_status_t status = ASSAY_OK;
  std::string error;  // "" or the text of set_error
  assay_status_t error_status = ASSAY_OK;
  std::vector<std::string> log;
  std::string device;  // as reported, "type:id name"
  /// Fields by datapoint and "name" or "name@input".
  std::map<std::uint32_t, std::map<std::string, FakeField>> fields;
  std::map<std::uint32_t, std::pair<assay_status_t, std::string>> failed;

  bool cancel = false;        // what cancelled() answers
  std::string refused_field;  // out_alloc and out_value refuse this name

  const FakeField& field(std::uint32_t datapoint, const std::string& name) const {
    const auto& all = fields.at(datapoint);
    const auto found = all.find(name);
    if (found == all.end()) throw std::runtime_error("no field " + name);
    return found->second;
  }

  void load(const assay_entry_t& entry, const std::vector<assay_value_t>& args, void** model) {
    status = entry.load(call(), args.data(), static_cast<std::uint32_t>(args.size()), model,
                        reinterpret_cast<assay_error_t*>(this));
  }
  void predict(const assay_entry_t& entry, const std::vector<assay_value_t>& args) {
    status = entry.predict(call(), args.data(), static_cast<std::uint32_t>(args.size()),
                           reinterpret_cast<assay_sink_t*>(this),
                           reinterpret_cast<assay_error_t*>(this));
  }
  assay_device_t run_on = {ASSAY_DEVICE_CPU, 0};

 private:
  struct CallWithOwner {
    assay_call_t call;
    FakeCall* owner;
  };
  static FakeCall& of(const assay_call_t* call) {
    return *reinterpret_cast<const CallWithOwner*>(call)->owner;
  }
  template <class Opaque>
  static FakeCall& of(Opaque* opaque) {
    return *reinterpret_cast<FakeCall*>(opaque);
  }

  const assay_call_t* call() {
    call_ = {{sizeof(assay_call_t), 1, &host_, run_on, 0}, this};
    host_owner_ = this;
    return &call_.call;
  }

  FakeField* add(const assay_field_t& field) {
    std::string name = text_of(field.name);
    if (name == refused_field) return nullptr;
    if (field.input.size > 0) name += "@" + text_of(field.input);
    const auto [place, is_new] = fields[field.datapoint].try_emplace(name);
    return is_new ? &place->second : nullptr;
  }
  static assay_status_t out_alloc(assay_sink_t* sink, const assay_field_t* field,
                                  assay_dtype_t dtype, std::int32_t ndim, const std::int64_t* shape,
                                  void** memory) noexcept {
    FakeField* const made = of(sink).add(*field);
    if (made == nullptr) return ASSAY_E_ARGUMENT;
    made->dtype = dtype;
    made->shape.assign(shape, shape + ndim);
    std::size_t size = dtype.bits / 8u;
    for (const std::int64_t extent : made->shape) size *= static_cast<std::size_t>(extent);
    made->bytes.resize(size);
    *memory = made->bytes.data();
    return ASSAY_OK;
  }
  static assay_status_t out_copy(assay_sink_t* sink, const assay_field_t* field,
                                 const assay_tensor_t* tensor) noexcept {  // C order only
    void* memory = nullptr;
    const assay_status_t status =
        out_alloc(sink, field, tensor->dtype, tensor->ndim, tensor->shape, &memory);
    if (status != ASSAY_OK) return status;
    const std::size_t size = of(sink).fields[field->datapoint][text_of(field->name)].bytes.size();
    if (size > 0)
      std::memcpy(memory, static_cast<std::byte*>(tensor->data) + tensor->byte_offset, size);
    return ASSAY_OK;
  }
  static assay_status_t out_value(assay_sink_t* sink, const assay_field_t* field,
                                  const assay_value_t* value) noexcept {
    FakeField* const made = of(sink).add(*field);
    if (made == nullptr) return ASSAY_E_ARGUMENT;
    made->value = to_text(*value);
    return ASSAY_OK;
  }

  static inline FakeCall* host_owner_ = nullptr;  // log() knows no call
  static constexpr assay_str_t kName = {"fake", 4};
  const assay_host_t host_ = {
      sizeof(assay_host_t),
      ASSAY_ABI_MINOR,
      kName,
      kName,
      [](const assay_host_t*, assay_log_level_t, assay_str_t text) noexcept {
        host_owner_->log.push_back(text_of(text));
      },
      [](assay_error_t* place, assay_status_t why, assay_str_t text) noexcept {
        of(place).error_status = why;
        of(place).error += text_of(text);
      },
      [](const assay_call_t* call) noexcept -> std::int32_t { return of(call).cancel ? 1 : 0; },
      [](const assay_call_t* call, assay_device_t where, assay_str_t name) noexcept {
        of(call).device =
            std::to_string(where.type) + ":" + std::to_string(where.id) + " " + text_of(name);
      },
      &out_alloc,
      &out_copy,
      &out_value,
      [](assay_sink_t* sink, std::uint32_t index, assay_status_t why, assay_str_t text) noexcept {
        of(sink).failed[index] = {why, text_of(text)};
      },
      [](const assay_host_t*, const char*) noexcept -> const void* { return nullptr; }};
  CallWithOwner call_ = {};
};

}  // namespace assay::test
