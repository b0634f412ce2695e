// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/outcome_record.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using predict::Value;
using test::array_field;

predict::Outcome outcome_with(predict::Field field) {
  return {3, {640, 480}, predict::Prediction{{std::move(field)}}};
}

/// Writes the outcome as a line and reads it back; the line must be intact.
std::optional<predict::Outcome> there_and_back(const predict::Outcome& outcome) {
  const test::TemporaryDirectory directory;
  const Record record = to_record(outcome, "x.jpg", {81, 99});
  EXPECT_TRUE(record.line.ends_with('\n'));
  const std::string line = record.line.substr(0, record.line.size() - 1);
  EXPECT_TRUE(is_intact(line));
  for (const Blob& blob : record.blobs) {
    directory.write(blob.name,
                    {reinterpret_cast<const char*>(blob.bytes.data()), blob.bytes.size()});
  }
  auto read = from_line(line, directory.path().string());
  auto* recorded = std::get_if<Recorded>(&read);
  if (recorded == nullptr) return std::nullopt;
  EXPECT_EQ(recorded->file, (FileStamp{81, 99}));
  return std::move(recorded->outcome);
}

Unreadable cause(const std::string& line, const test::TemporaryDirectory& blobs) {
  return std::get<Unreadable>(from_line(line, blobs.path().string()));
}

TEST(OutcomeRecord, LooksAsDocumented) {
  const auto record =
      to_record(outcome_with(array_field<float>("scores", {2}, {0.5F, 0.1F})), "x.jpg", {81, 99});
  EXPECT_TRUE(record.line.starts_with(
      R"({"index":3,"id":"x.jpg","file":[81,99],"width":640,"height":480,"fields":[{"name":"scores",)"
      R"("dtype":"f32","shape":[2],"data":[0.5,0.1]}],"crc":")"))
      << record.line;
}

TEST(OutcomeRecord, KeepsFloatsBitForBit) {
  std::mt19937 bits(7);
  std::vector<float> numbers{0.0F, -0.0F, 1e-45F, std::numeric_limits<float>::max()};
  while (numbers.size() < 10000) {
    const float number = std::bit_cast<float>(static_cast<std::uint32_t>(bits()));
    if (std::isfinite(number)) numbers.push_back(number);
  }
  const auto field = array_field<float>("boxes", {2500, 4}, numbers);
  const auto back = there_and_back(outcome_with(field));
  ASSERT_TRUE(back && back->prediction());
  EXPECT_EQ(back->prediction()->fields[0], field);
}

TEST(OutcomeRecord, KeepsEveryDtypeAndOddNumbers) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const auto& field :
       {array_field<double>("user.a", {3}, {nan, -0.0, 1e300}),
        array_field<std::int64_t>("classes", {2}, {std::numeric_limits<std::int64_t>::min(), -1}),
        array_field<std::int32_t>("user.b", {1}, {-5}), array_field<float>("boxes", {0, 4}, {}),
        array_field<std::uint8_t>("masks", {1, 1, 4}, {0, 1, 255, 7})}) {
    const auto outcome = outcome_with(field);
    const auto back = there_and_back(outcome);
    ASSERT_TRUE(back && back->prediction()) << field.name;
    const auto& before = std::get<predict::Array>(field.content);
    const auto& after = std::get<predict::Array>(back->prediction()->fields[0].content);
    EXPECT_EQ(before.bytes, after.bytes) << field.name;
    EXPECT_EQ(before.shape, after.shape) << field.name;
    EXPECT_EQ(before.dtype, after.dtype) << field.name;
  }
}

TEST(OutcomeRecord, KeepsValues) {
  const Value value{Value::Map{{"text", {std::string("a\"\n\xC3\xA9")}},
                               {"list", {Value::List{{true}, {std::int64_t{1}}, {1.0}, {}}}}}};
  const predict::Field field{"user.note", "left", value};
  const auto back = there_and_back(outcome_with(field));
  ASSERT_TRUE(back && back->prediction());
  EXPECT_EQ(back->prediction()->fields[0], field);
}

TEST(OutcomeRecord, PutsLargeArraysIntoBlobs) {
  const auto field =
      array_field<std::uint8_t>("segmentation", {300, 300}, std::vector<std::uint8_t>(90000, 9));
  const Record record = to_record(outcome_with(field), "x.jpg", {81, 99});
  ASSERT_EQ(record.blobs.size(), 1U);
  EXPECT_LT(record.line.size(), 1000U);
  EXPECT_EQ(there_and_back(outcome_with(field))->prediction()->fields[0], field);
}

TEST(OutcomeRecord, MissesABlobThatIsLostOrAltered) {
  const test::TemporaryDirectory directory;
  const auto field =
      array_field<std::uint8_t>("masks", {1, 300, 300}, std::vector<std::uint8_t>(90000, 1));
  const Record record = to_record(outcome_with(field), "x.jpg", {81, 99});
  const std::string line = record.line.substr(0, record.line.size() - 1);
  EXPECT_EQ(cause(line, directory), Unreadable::blob_lost);
  directory.write(record.blobs[0].name, std::string(90000, '\0'));
  EXPECT_EQ(cause(line, directory), Unreadable::blob_lost);
}

/// The line of a detection with `from` replaced, which the checksum then fits.
std::string forged_line(const std::string& from, const std::string& to) {
  const auto outcome = outcome_with(array_field<float>("boxes", {1, 4}, {1, 2, 3, 4}));
  std::string line = to_record(outcome, "x.jpg", {81, 99}).line;
  line.erase(line.find(",\"crc\""));
  const std::size_t place = line.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  line = seal_line(line.replace(place, from.size(), to));
  line.pop_back();
  return line;
}

TEST(OutcomeRecord, CannotReadALineOfUnexpectedContentThoughItsChecksumFits) {
  const test::TemporaryDirectory directory;
  EXPECT_TRUE(is_intact(forged_line("640", "641")));
  EXPECT_TRUE(std::holds_alternative<Recorded>(
      from_line(forged_line("640", "641"), directory.path().string())));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"width\"", "\"breadth\""},  // keys that are not known
           {"\"dtype\"", "\"type\""},
           {"\"data\"", "\"date\""},
           {"\"fields\"", "\"field\""},
           {"\"file\"", "\"files\""},
           {"640", "\"640\""},  // other types
           {"640", "640.5"},
           {"640", "true"},
           {"[81,99]", "[81]"},
           {"[81,99]", "81"},
           {"\"boxes\"", "7"},
           {"\"f32\"", "\"f33\""},
           {"\"f32\"", "\"u16\""},
           {"[1,4]", "[1,5]"},  // shapes that are not the data's
           {"[1,4]", "[-1,-4]"},
           {"[1,4]", "[4294967296,4294967296,4]"},
           {"[1,4]", "4"},
           {"[1,2,3,4]", "[1,2,3,\"4\"]"},
           {"[1,2,3,4]", "[1,2,3,null]"},
           {"[1,2,3,4]", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}"},
           {"[1,2,3,4]", "\"not base64\""},
           {"\"data\":[1,2,3,4]", "\"blob\":7,\"sha256\":\"0\""},
           {"\"fields\"", "\"fields\":null,\"rest\""},
           {"\"fields\"", "\"failure\":\"bad_luck\",\"message\":\"x\",\"fields\""},
           {"\"fields\":[", "\"fields\":[["},  // no JSON
       }) {
    const auto read = from_line(forged_line(from, to), directory.path().string());
    ASSERT_TRUE(std::holds_alternative<Unreadable>(read)) << from << " as " << to;
    EXPECT_EQ(std::get<Unreadable>(read), Unreadable::damaged) << from << " as " << to;
  }
}

TEST(OutcomeRecord, KeepsFailures) {
  const predict::Outcome outcome{
      4, {}, predict::Failure{predict::FailureKind::plugin_crash, "died by signal 11"}};
  const auto back = there_and_back(outcome);
  ASSERT_TRUE(back && back->failure());
  EXPECT_EQ(*back->failure(), *outcome.failure());
  EXPECT_EQ(back->index, 4U);
}

TEST(OutcomeRecord, KeepsNotesOnTheImage) {
  predict::Outcome outcome{4, {}, predict::Failure{predict::FailureKind::decode_crash, "crashed"}};
  outcome.notes = {"alpha dropped", "tolerated: \"odd\" bytes"};
  const auto back = there_and_back(outcome);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->notes, outcome.notes);
  EXPECT_EQ(back->failure()->kind, predict::FailureKind::decode_crash);
}

TEST(OutcomeRecord, NoticesEveryFlippedByte) {
  const Record record =
      to_record(outcome_with(array_field<float>("scores", {2}, {0.5F, 0.25F})), "x.jpg", {81, 99});
  const std::string line = record.line.substr(0, record.line.size() - 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::string damaged = line;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(is_intact(damaged)) << i;
    EXPECT_FALSE(is_intact(line.substr(0, i))) << i;
  }
}

}  // namespace
}  // namespace assay::pipeline
