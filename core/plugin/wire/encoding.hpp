// SPDX-License-Identifier: Apache-2.0
// Messages to bytes and back. A decoder of hostile bytes gives some message; Reader::finished()
// says whether to believe it.
#pragma once

#include "core/plugin/wire/messages.hpp"

namespace assay::plugin::wire {

inline void encode(Writer& writer, const Open& open) {
  writer.text(open.file);
  writer.number(open.field_bytes);
}
inline Open decode_open(Reader& reader) {
  Open open;
  open.file = reader.text();
  open.field_bytes = reader.number<std::uint64_t>();
  return open;
}

inline void encode(Writer& writer, const Refused& refused) {
  writer.number(refused.status);
  writer.text(refused.text);
}
inline Refused decode_refused(Reader& reader) {
  Refused refused;
  refused.status = reader.number<std::int32_t>();
  refused.text = reader.text();
  return refused;
}

namespace detail {
inline void encode_values(Writer& writer, const std::vector<Value>& values) {
  writer.count(values.size());
  for (const Value& value : values) encode(writer, value);
}
inline std::vector<Value> decode_values(Reader& reader) {
  std::vector<Value> values;
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    values.push_back(decode_value(reader));
  }
  return values;
}
}  // namespace detail

inline void encode(Writer& writer, const Load& load) {
  writer.number(load.load_entry);
  writer.number(load.predict_entry);
  detail::encode_values(writer, load.load_arguments);
  detail::encode_values(writer, load.predict_arguments);
  writer.number(load.device_type);
  writer.number(load.device_id);
  writer.number(load.threads);
  writer.number(load.limit_ns);
}
inline Load decode_load(Reader& reader) {
  Load load;
  load.load_entry = reader.number<std::uint32_t>();
  load.predict_entry = reader.number<std::uint32_t>();
  load.load_arguments = detail::decode_values(reader);
  load.predict_arguments = detail::decode_values(reader);
  load.device_type = reader.number<std::int32_t>();
  load.device_id = reader.number<std::int32_t>();
  load.threads = reader.number<std::uint32_t>();
  load.limit_ns = reader.number<std::int64_t>();
  return load;
}

inline void encode(Writer& writer, const DeviceReport& device) {
  writer.number(device.type);
  writer.number(device.id);
  writer.text(device.name);
  writer.number(static_cast<std::uint8_t>(device.has_driver));
}
inline DeviceReport decode_device(Reader& reader) {
  DeviceReport device;
  device.type = reader.number<std::int32_t>();
  device.id = reader.number<std::int32_t>();
  device.name = reader.text();
  device.has_driver = reader.flag();
  return device;
}

inline void encode(Writer& writer, const Loaded& loaded) {
  encode(writer, loaded.device);
}
inline Loaded decode_loaded(Reader& reader) {
  return {decode_device(reader)};
}

inline void encode(Writer& writer, const Region& region) {
  writer.number(region.id);
  writer.number(region.bytes);
  writer.number(static_cast<std::uint8_t>(region.transient));
}
inline Region decode_region(Reader& reader) {
  Region region;
  region.id = reader.number<std::uint64_t>();
  region.bytes = reader.number<std::uint64_t>();
  region.transient = reader.flag();
  return region;
}

inline void encode(Writer& writer, const Predict& predict) {
  writer.number(predict.limit_ns);
  writer.count(predict.images.size());
  for (const PredictImage& image : predict.images) {
    writer.text(image.id);
    writer.number(image.region);
    writer.number(image.offset);
    writer.number(image.width);
    writer.number(image.height);
    writer.number(image.color);
  }
}
inline Predict decode_predict(Reader& reader) {
  Predict predict;
  predict.limit_ns = reader.number<std::int64_t>();
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    PredictImage& image = predict.images.emplace_back();
    image.id = reader.text();
    image.region = reader.number<std::uint64_t>();
    image.offset = reader.number<std::uint64_t>();
    image.width = reader.number<std::int64_t>();
    image.height = reader.number<std::int64_t>();
    image.color = reader.number<std::uint32_t>();
  }
  return predict;
}

inline void encode(Writer& writer, const FieldRecord& field) {
  writer.number(field.datapoint);
  writer.text(field.name);
  writer.text(field.input);
  writer.number(static_cast<std::uint8_t>(field.is_value));
  writer.number(field.dtype_code);
  writer.number(field.dtype_bits);
  writer.count(field.shape.size());
  for (const std::int64_t extent : field.shape) writer.number(extent);
  writer.number(field.offset);
  writer.number(field.bytes);
}
inline FieldRecord decode_field(Reader& reader) {
  FieldRecord field;
  field.datapoint = reader.number<std::uint32_t>();
  field.name = reader.text();
  field.input = reader.text();
  field.is_value = reader.flag();
  field.dtype_code = reader.number<std::uint8_t>();
  field.dtype_bits = reader.number<std::uint8_t>();
  field.shape.resize(reader.count(sizeof(std::int64_t)));
  for (std::int64_t& extent : field.shape) extent = reader.number<std::int64_t>();
  field.offset = reader.number<std::uint64_t>();
  field.bytes = reader.number<std::uint64_t>();
  return field;
}

inline void encode(Writer& writer, const Predicted& predicted) {
  writer.number(predicted.status);
  writer.text(predicted.text);
  encode(writer, predicted.device);
  writer.number(static_cast<std::uint8_t>(predicted.exhausted));
  writer.count(predicted.failures.size());
  for (const FailRecord& failure : predicted.failures) {
    writer.number(failure.datapoint);
    writer.number(failure.status);
    writer.text(failure.text);
  }
  writer.count(predicted.fields.size());
  for (const FieldRecord& field : predicted.fields) encode(writer, field);
}
inline Predicted decode_predicted(Reader& reader) {
  Predicted predicted;
  predicted.status = reader.number<std::int32_t>();
  predicted.text = reader.text();
  predicted.device = decode_device(reader);
  predicted.exhausted = reader.flag();
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    FailRecord& failure = predicted.failures.emplace_back();
    failure.datapoint = reader.number<std::uint32_t>();
    failure.status = reader.number<std::int32_t>();
    failure.text = reader.text();
  }
  for (std::size_t n = reader.count(1); n > 0 && reader.ok(); --n) {
    predicted.fields.push_back(decode_field(reader));
  }
  return predicted;
}

}  // namespace assay::plugin::wire
