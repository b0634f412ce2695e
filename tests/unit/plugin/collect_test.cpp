// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/collect.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <limits>

#include "core/plugin/wire/encoding.hpp"

namespace assay::plugin {
namespace {

using predict::Field;

/// Memory in which two f32 lie where fields begin.
std::vector<std::byte> memory_with(float first, float second) {
  std::vector<std::byte> memory(wire::kFieldsBegin + 64);
  std::memcpy(memory.data() + wire::kFieldsBegin, &first, sizeof first);
  std::memcpy(memory.data() + wire::kFieldsBegin + 4, &second, sizeof second);
  return memory;
}

wire::FieldRecord scores_record() {
  wire::FieldRecord record;
  record.name = "scores";
  record.dtype_code = 2;
  record.dtype_bits = 32;
  record.shape = {2};
  record.offset = wire::kFieldsBegin;
  record.bytes = 8;
  return record;
}

wire::Predicted answer_with(wire::FieldRecord record) {
  wire::Predicted predicted;
  predicted.fields = {std::move(record)};
  return predicted;
}

TEST(Collect, CopiesArrays) {
  std::vector<std::byte> memory = memory_with(0.25F, 0.75F);

  const auto collected = collect(answer_with(scores_record()), 1, memory);
  std::memset(memory.data() + wire::kFieldsBegin, 0, 8);

  ASSERT_TRUE(collected);
  const auto& fields = std::get<std::vector<Field>>((*collected)[0]);
  EXPECT_EQ(std::get<predict::Array>(fields[0].content).as<float>()[1], 0.75F);
}

TEST(Collect, DecodesValues) {
  wire::Writer writer;
  encode(writer, wire::Value{wire::Value::List{{std::string("car")}, {std::int64_t{3}}}});
  std::vector<std::byte> memory(wire::kFieldsBegin);
  memory.insert(memory.end(), writer.bytes().begin(), writer.bytes().end());
  wire::FieldRecord record;
  record.name = "user.note";
  record.is_value = true;
  record.offset = wire::kFieldsBegin;
  record.bytes = writer.size();

  const auto collected = collect(answer_with(record), 1, memory);

  ASSERT_TRUE(collected);
  const auto& field = std::get<std::vector<Field>>((*collected)[0])[0];
  const auto& list =
      std::get<predict::Value::List>(std::get<predict::Value>(field.content).content);
  EXPECT_EQ(std::get<std::string>(list[0].content), "car");
}

TEST(Collect, KeepsWhatThePluginDeclined) {
  wire::Predicted predicted;
  predicted.failures = {{1, 7, "too dark\xFF"}};

  const auto collected = collect(predicted, 2, {});

  ASSERT_TRUE(collected);
  EXPECT_TRUE(std::get<0>((*collected)[0]).empty());
  EXPECT_EQ(std::get<Declined>((*collected)[1]).message, "too dark?");
}

TEST(Collect, BelievesNothing) {
  const auto memory = memory_with(1, 2);
  const std::vector<std::function<void(wire::FieldRecord&)>> lies{
      [](auto& r) { r.datapoint = 1; },
      [](auto& r) { r.offset = 0; },
      [](auto& r) { r.offset += 1; },
      [](auto& r) { r.offset = std::numeric_limits<std::uint64_t>::max() - 63; },
      [&](auto& r) { r.offset = memory.size() + 64; },
      [](auto& r) { r.bytes = std::numeric_limits<std::uint64_t>::max(); },
      [](auto& r) { r.bytes = 4; },
      [](auto& r) { r.bytes = 1000; },
      [](auto& r) { r.shape = {-2}; },
      [](auto& r) {
        r.shape = {std::int64_t{1} << 62, 8};
      },
      [](auto& r) { r.shape.assign(9, 1); },
      [](auto& r) { r.dtype_bits = 24; },
      [](auto& r) { r.dtype_code = 9; },
      [](auto& r) { r.is_value = true; },
  };
  for (std::size_t i = 0; i < lies.size(); ++i) {
    wire::FieldRecord record = scores_record();
    lies[i](record);
    EXPECT_FALSE(collect(answer_with(record), 1, memory)) << "lie " << i;
  }
  wire::Predicted failed;
  failed.failures = {{1, 7, ""}};
  EXPECT_FALSE(collect(failed, 1, memory));
}

}  // namespace
}  // namespace assay::plugin
