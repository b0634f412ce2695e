// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/probe_host.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "core/plugin/wire/probe.hpp"
#include "runner/worker/guard.hpp"
#include "runner/worker/refusal.hpp"

namespace assay::probe {
namespace {

namespace wire = plugin::wire;

constexpr std::uint64_t kOutputBytes = std::uint64_t{256} << 20;  // as a worker has

Caller& caller_of(assay_sink_t* sink) {
  return *reinterpret_cast<Caller*>(sink);
}

void log(const assay_host_t*, assay_log_level_t, assay_str_t text) noexcept {
  // Read, as a real host does: a plugin that hands over nonsense must not go unnoticed.
  [[maybe_unused]] volatile char last = text.size > 0 ? text.data[text.size - 1] : '\0';
}

void set_error(assay_error_t* error, assay_status_t status, assay_str_t text) noexcept {
  worker::guarded([&] {
    if (error->text.size() >= wire::kLongestText) return ASSAY_OK;
    error->status = status;
    error->text.append(text.data, std::min<std::size_t>(text.size, wire::kLongestText));
    return ASSAY_OK;
  });
}

std::int32_t cancelled(const assay_call_t* call) noexcept {
  return owner_of<Caller>(call).manners().cancelled ? 1 : 0;
}

void report_device(const assay_call_t*, assay_device_t, assay_str_t) noexcept {}

assay_status_t out_alloc(assay_sink_t* sink, const assay_field_t* field, assay_dtype_t dtype,
                         std::int32_t ndim, const std::int64_t* shape, void** data) noexcept {
  if (caller_of(sink).refuses_output()) return ASSAY_E_MEMORY;
  return worker::guarded(
      [&] { return caller_of(sink).outputs().allocate(field, dtype, ndim, shape, data); });
}

assay_status_t out_copy(assay_sink_t* sink, const assay_field_t* field,
                        const assay_tensor_t* tensor) noexcept {
  if (caller_of(sink).refuses_output()) return ASSAY_E_MEMORY;
  return worker::guarded([&] { return caller_of(sink).outputs().copy(field, tensor); });
}

assay_status_t out_value(assay_sink_t* sink, const assay_field_t* field,
                         const assay_value_t* value) noexcept {
  if (caller_of(sink).refuses_output()) return ASSAY_E_MEMORY;
  return worker::guarded([&] { return caller_of(sink).outputs().put(field, value); });
}

void out_fail(assay_sink_t* sink, std::uint32_t datapoint, assay_status_t status,
              assay_str_t text) noexcept {
  worker::guarded([&] {
    caller_of(sink).outputs().fail(datapoint, status, text);
    return ASSAY_OK;
  });
}

const void* extension(const assay_host_t*, const char*) noexcept {
  return nullptr;
}

/// FNV-1a, 64 bits, of words: fields may have 256 MiB.
class Digest {
 public:
  void add(const void* bytes, std::size_t count) {
    const auto* at = static_cast<const std::byte*>(bytes);
    for (std::uint64_t word = 0; count > 0; word = 0) {
      const std::size_t taken = std::min(count, sizeof word);
      std::memcpy(&word, at, taken);
      mix(word);
      at += taken;
      count -= taken;
    }
  }
  std::uint64_t value() const { return value_; }

 private:
  void mix(std::uint64_t word) {
    value_ = (value_ ^ word) * 0x100000001B3ULL;
    value_ ^= value_ >> 32;  // the multiplication carries upwards only
  }

  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace

ProbeHost::ProbeHost(Extent extent) : structs_(extent), table_(nullptr) {
  assay_host_t table{};
  table.struct_size = sizeof table;
  table.abi_minor = ASSAY_ABI_MINOR;
  table.name = {"assay-probe", 11};
  table.version = {ASSAY_VERSION, sizeof(ASSAY_VERSION) - 1};
  table.log = log;
  table.set_error = set_error;
  table.cancelled = probe::cancelled;
  table.report_device = report_device;
  table.out_alloc = out_alloc;
  table.out_copy = out_copy;
  table.out_value = out_value;
  table.out_fail = out_fail;
  table.extension = extension;
  table_ = structs_.place(table);
}

OutputMemory::OutputMemory() {
  const int fd = ::memfd_create("assay-probe", MFD_CLOEXEC);
  const auto size = static_cast<off_t>(kOutputBytes);
  void* const memory = fd >= 0 && ::ftruncate(fd, size) == 0
                           ? ::mmap(nullptr, kOutputBytes, PROT_READ, MAP_SHARED, fd, 0)
                           : MAP_FAILED;
  if (memory == MAP_FAILED) throw worker::Refusal("there is no memory for fields");
  base_ = static_cast<std::byte*>(memory);
  fields_.map(fd, kOutputBytes);
}

OutputMemory::~OutputMemory() {
  ::munmap(base_, kOutputBytes);
}

std::uint64_t OutputMemory::digest_of(const wire::Predicted& predicted) const {
  std::vector<const wire::FieldRecord*> fields;
  for (const wire::FieldRecord& field : predicted.fields) fields.push_back(&field);
  std::sort(fields.begin(), fields.end(), [](const auto* a, const auto* b) {
    return std::tie(a->datapoint, a->name, a->input) < std::tie(b->datapoint, b->name, b->input);
  });
  Digest digest;
  for (const wire::FieldRecord* field : fields) {
    digest.add(&field->datapoint, sizeof field->datapoint);
    digest.add(field->name.data(), field->name.size());
    for (const std::int64_t extent : field->shape) digest.add(&extent, sizeof extent);
    digest.add(base_ + field->offset, field->bytes);
  }
  for (const wire::FailRecord& failure : predicted.failures) {
    digest.add(&failure.datapoint, sizeof failure.datapoint);
  }
  return digest.value();
}

std::optional<std::string> OutputMemory::bytes_of(const wire::Predicted& predicted) const {
  std::uint64_t end = 0;
  for (const wire::FieldRecord& field : predicted.fields) {
    end = std::max(end, field.offset + field.bytes);
  }
  if (end > wire::kMostProbedBytes) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(base_), static_cast<std::size_t>(end));
}

Caller::Caller(const ProbeHost& host, const wire::Load& load, Manners manners)
    : manners_(manners),
      structs_(manners.extent),
      call_(structs_.place(assay_call_t{sizeof(assay_call_t),
                                        load.threads,
                                        host.table(),
                                        {load.device_type, load.device_id},
                                        0},
                           this)),
      outputs_(memory_.fields()) {}

void Caller::open(std::uint32_t datapoints) {
  outputs_.open(datapoints);
}

wire::Predicted Caller::close() {
  wire::Predicted predicted;
  outputs_.close(predicted);
  return predicted;
}

bool Caller::refuses_output() {
  if (++outputs_asked_ != manners_.refused_output) return false;
  has_refused_ = true;
  return true;
}

}  // namespace assay::probe
