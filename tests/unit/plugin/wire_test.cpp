// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <random>

#include "core/plugin/wire/channel.hpp"
#include "core/plugin/wire/encoding.hpp"
#include "tests/unit/plugin/signs.hpp"

namespace assay::plugin::wire {
namespace {

std::vector<std::byte> copy_of(const Writer& writer) {
  return {writer.bytes().begin(), writer.bytes().end()};
}

Predicted sample_answer() {
  Predicted predicted;
  predicted.status = 3;
  predicted.text = "no";
  predicted.device = {2, 1, "GPU"};
  predicted.failures = {{1, 7, "too dark"}};
  FieldRecord field;
  field.name = "boxes";
  field.dtype_code = 2;
  field.dtype_bits = 32;
  field.shape = {3, 4};
  field.offset = 4096;
  field.bytes = 48;
  predicted.fields = {field};
  return predicted;
}

TEST(Wire, GivesBackADescription) {
  Description description = test::signs();
  description.entries[0].parameters[1].choices = {
      Value{Value::Map{{"key", Value{Value::List{{true}, {}, {Path{"/a"}}}}}}}};
  Writer writer;
  encode(writer, description);

  Reader reader(writer.bytes());
  const Description decoded = decode_description(reader);

  EXPECT_TRUE(reader.finished());
  EXPECT_EQ(decoded, description);
}

TEST(Wire, GivesBackAnAnswer) {
  Writer writer;
  encode(writer, sample_answer());

  Reader reader(writer.bytes());
  const Predicted decoded = decode_predicted(reader);

  ASSERT_TRUE(reader.finished());
  EXPECT_EQ(decoded.device.name, "GPU");
  EXPECT_EQ(decoded.failures[0].text, "too dark");
  EXPECT_EQ(decoded.fields[0].shape, (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(decoded.fields[0].bytes, 48U);
}

TEST(Wire, NoticesEveryCut) {
  Writer writer;
  encode(writer, sample_answer());
  const std::vector<std::byte> whole = copy_of(writer);

  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::span<const std::byte> cut(whole.data(), size);
    Reader reader(cut);
    decode_predicted(reader);
    EXPECT_FALSE(reader.finished()) << "cut to " << size;
  }
}

TEST(Wire, SurvivesFlippedBytes) {
  Writer writer;
  encode(writer, test::signs());
  const std::vector<std::byte> whole = copy_of(writer);
  std::mt19937 random(7);

  for (int round = 0; round < 2000; ++round) {
    std::vector<std::byte> damaged = whole;
    for (int flips = 0; flips < 3; ++flips) {
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    }
    Reader reader(damaged);
    const Description decoded = decode_description(reader);
    EXPECT_LE(decoded.entries.size(), whole.size());
  }
}

TEST(Wire, RefusesACountThatCannotBe) {
  Writer writer;
  writer.number(std::uint8_t{6});  // a list
  writer.number(std::uint32_t{0xFFFFFFFF});

  Reader reader(writer.bytes());
  decode_value(reader);

  EXPECT_FALSE(reader.ok());
}

TEST(Wire, RefusesAValueThatIsTooDeep) {
  Value value{std::int64_t{1}};
  for (int i = 0; i < kDeepestValue + 1; ++i) value = Value{Value::List{value}};
  Writer writer;
  encode(writer, value);

  Reader reader(writer.bytes());
  decode_value(reader);

  EXPECT_FALSE(reader.ok());
}

struct Pair {
  Channel left;
  Channel right;
};

Pair connected() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
  return {Channel(ends[0]), Channel(ends[1])};
}

TEST(Channel, CarriesAMessageOfSeveralPackets) {
  Pair pair = connected();
  std::vector<std::byte> payload(150'000);
  for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::byte>(i % 251);

  ASSERT_TRUE(pair.left.send(Type::load, 5, payload));
  Message message;
  const Receive received = pair.right.receive(message, false);

  EXPECT_EQ(received, Receive::message);
  EXPECT_EQ(message.sequence, 5U);
  EXPECT_EQ(message.payload, payload);
}

TEST(Channel, CarriesADescriptor) {
  Pair pair = connected();

  ASSERT_TRUE(pair.left.send(Type::region, 1, {}, STDERR_FILENO));
  Message message;
  ASSERT_EQ(pair.right.receive(message, false), Receive::message);

  EXPECT_GE(message.fd, 0);
  EXPECT_EQ(::close(message.fd), 0);
}

TEST(Channel, TellsNothingYetFromTheEnd) {
  Pair pair = connected();
  Message message;

  EXPECT_EQ(pair.right.receive(message, false), Receive::nothing);
  pair.left = Channel();
  EXPECT_EQ(pair.right.receive(message, false), Receive::closed);
}

TEST(Channel, NoticesAPeerThatSpeaksOtherwise) {
  Pair pair = connected();
  ASSERT_EQ(::send(pair.left.fd(), "GET / HTTP/1.1\r\n", 16, 0), 16);
  Message message;

  EXPECT_EQ(pair.right.receive(message, false), Receive::broken);
}

TEST(Channel, RefusesAMessageThatClaimsToBeHuge) {
  Pair pair = connected();
  const std::uint64_t words[3] = {0x0000000641570001, 1, std::uint64_t{1} << 60};
  ASSERT_EQ(::send(pair.left.fd(), words, sizeof words, 0), 24);
  Message message;

  EXPECT_EQ(pair.right.receive(message, false), Receive::broken);
}

}  // namespace
}  // namespace assay::plugin::wire
