// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/sink.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/plugin/wire/encoding.hpp"
#include "runner/worker/first_minor.hpp"
#include "runner/worker/refusal.hpp"
#include "runner/worker/values.hpp"

namespace {

constexpr std::int32_t kMostDimensions = 8;
constexpr std::uint64_t kLongestName = 256;

bool is_known(assay_dtype_t dtype) {
  if (dtype.lanes != 1) return false;
  const bool whole = dtype.bits == 8 || dtype.bits == 16 || dtype.bits == 32 || dtype.bits == 64;
  switch (dtype.code) {
    case ASSAY_DTYPE_INT:
    case ASSAY_DTYPE_UINT:
      return whole;
    case ASSAY_DTYPE_FLOAT:
      return whole && dtype.bits != 8;
    case ASSAY_DTYPE_BOOL:
      return dtype.bits == 8;
    default:
      return false;
  }
}

/// Bytes of a dense array; nothing where the shape makes no sense.
std::optional<std::uint64_t> dense_bytes(assay_dtype_t dtype, std::int32_t ndim,
                                         const std::int64_t* shape) {
  if (ndim < 0 || ndim > kMostDimensions || (ndim > 0 && shape == nullptr)) return std::nullopt;
  std::uint64_t bytes = dtype.bits / 8U;
  for (std::int32_t i = 0; i < ndim; ++i) {
    if (shape[i] < 0) return std::nullopt;
    if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(shape[i]), &bytes)) {
      return std::nullopt;
    }
  }
  return bytes;
}

bool readable(assay_str_t text, std::uint64_t longest) {
  return text.size <= longest && (text.size == 0 || text.data != nullptr);
}

std::string to_string(assay_str_t text) {
  return text.size == 0 ? std::string() : std::string(text.data, text.size);
}

/// Names hold no NUL that counts: those of two fields differ before it or after it.
std::string key_of(const assay::plugin::wire::FieldRecord& record) {
  return record.name + '\0' + record.input;
}

/// Copies a strided tensor into C order, dimension by dimension.
void gather(const assay_tensor_t& tensor, std::int32_t dimension, const std::byte* from,
            std::byte*& to) {
  const std::size_t element = tensor.dtype.bits / 8U;
  if (dimension == tensor.ndim) {
    std::memcpy(to, from, element);
    to += element;
    return;
  }
  const std::int64_t step = tensor.strides[dimension] * static_cast<std::int64_t>(element);
  const std::int64_t extent = tensor.shape[dimension];
  if (dimension + 1 == tensor.ndim && tensor.strides[dimension] == 1) {
    const std::size_t bytes = static_cast<std::size_t>(extent) * element;
    std::memcpy(to, from, bytes);
    to += bytes;
    return;
  }
  for (std::int64_t i = 0; i < extent; ++i) gather(tensor, dimension + 1, from + i * step, to);
}

}  // namespace

void assay_sink::open(std::uint32_t datapoints) {
  const std::lock_guard lock(mutex_);
  memory_.clear();
  records_.clear();
  failures_.clear();
  given_.assign(datapoints, {});
  exhausted_ = false;
  open_ = true;
}

void assay_sink::close(assay::plugin::wire::Predicted& reply) {
  const std::lock_guard lock(mutex_);
  open_ = false;
  const auto failed = [this](const Record& record) { return given_[record.datapoint].failed; };
  if (!failures_.empty()) std::erase_if(records_, failed);
  reply.fields = std::move(records_);
  reply.failures = std::move(failures_);
  reply.exhausted = exhausted_;
}

assay_status_t assay_sink::begin_record(const assay_field_t* field, Record& record) const {
  if (!open_ || field == nullptr || !assay::worker::is_whole(*field)) {
    return ASSAY_E_ARGUMENT;
  }
  if (field->datapoint >= given_.size() || field->name.size == 0 ||
      !readable(field->name, kLongestName) || !readable(field->input, kLongestName)) {
    return ASSAY_E_ARGUMENT;
  }
  record.datapoint = field->datapoint;
  record.name = to_string(field->name);
  record.input = to_string(field->input);
  const bool is_there = given_[record.datapoint].fields.contains(key_of(record));
  return is_there ? ASSAY_E_ARGUMENT : ASSAY_OK;
}

std::byte* assay_sink::keep(Record record, std::uint64_t bytes) {
  std::byte* const memory = memory_.allocate(bytes, record.offset);
  if (memory == nullptr) {
    exhausted_ = true;
    return nullptr;
  }
  record.bytes = bytes;
  given_[record.datapoint].fields.insert(key_of(record));
  records_.push_back(std::move(record));
  return memory;
}

assay_status_t assay_sink::allocate(const assay_field_t* field, assay_dtype_t dtype,
                                    std::int32_t ndim, const std::int64_t* shape, void** data) {
  const auto bytes = dense_bytes(dtype, ndim, shape);
  if (data == nullptr || !is_known(dtype) || !bytes) return ASSAY_E_ARGUMENT;
  const std::lock_guard lock(mutex_);
  Record record;
  const assay_status_t status = begin_record(field, record);
  if (status != ASSAY_OK) return status;
  record.dtype_code = dtype.code;
  record.dtype_bits = dtype.bits;
  if (ndim > 0) record.shape.assign(shape, shape + ndim);
  *data = keep(std::move(record), *bytes);
  return *data == nullptr ? ASSAY_E_MEMORY : ASSAY_OK;
}

assay_status_t assay_sink::copy(const assay_field_t* field, const assay_tensor_t* tensor) {
  if (tensor == nullptr) return ASSAY_E_ARGUMENT;
  if (tensor->device.type != ASSAY_DEVICE_CPU) return ASSAY_E_UNSUPPORTED;
  if (tensor->ndim > 0 && tensor->strides == nullptr) return ASSAY_E_ARGUMENT;
  void* target = nullptr;
  const assay_status_t status =
      allocate(field, tensor->dtype, tensor->ndim, tensor->shape, &target);
  if (status != ASSAY_OK) return status;
  const std::int64_t* const shape = tensor->shape;
  const std::int64_t* const shape_end = shape + tensor->ndim;
  const bool empty = tensor->ndim > 0 && std::find(shape, shape_end, 0) != shape_end;
  if (empty) return ASSAY_OK;
  // A tensor with elements and no data is the plugin's mistake, found at its own cost.
  auto* to = static_cast<std::byte*>(target);
  gather(*tensor, 0, static_cast<const std::byte*>(tensor->data) + tensor->byte_offset, to);
  return ASSAY_OK;
}

assay_status_t assay_sink::put(const assay_field_t* field, const assay_value_t* value) {
  if (value == nullptr) return ASSAY_E_ARGUMENT;
  assay::plugin::wire::Writer encoded;
  try {
    encode(encoded, assay::worker::from_abi(*value));
  } catch (const assay::worker::Refusal&) {
    return ASSAY_E_ARGUMENT;
  }
  const std::lock_guard lock(mutex_);
  Record record;
  const assay_status_t status = begin_record(field, record);
  if (status != ASSAY_OK) return status;
  record.is_value = true;
  std::byte* const target = keep(std::move(record), encoded.size());
  if (target == nullptr) return ASSAY_E_MEMORY;
  std::memcpy(target, encoded.bytes().data(), encoded.size());
  return ASSAY_OK;
}

void assay_sink::fail(std::uint32_t datapoint, assay_status_t status, assay_str_t text) {
  const std::lock_guard lock(mutex_);
  if (!open_ || datapoint >= given_.size()) return;
  if (std::exchange(given_[datapoint].failed, true)) return;  // the first reason counts
  text.size = std::min<std::uint64_t>(text.size, assay::plugin::wire::kLongestText);
  failures_.push_back({datapoint, status, text.data == nullptr ? "" : to_string(text)});
}
