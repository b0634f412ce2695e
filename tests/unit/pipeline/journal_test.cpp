// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/journal.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

const std::string kHeader = seal_line("{\"journal\":1");

predict::Outcome outcome(std::size_t index) {
  return {
      index,
      {4, 4},
      predict::Prediction{{test::array_field<float>("scores", {1}, {static_cast<float>(index)})}}};
}

class Journal : public ::testing::Test {
 protected:
  void write(std::initializer_list<std::size_t> indices) const {
    JournalWriter writer(file(), fields(), kHeader, open_journal(file(), kHeader, 10));
    for (const std::size_t index : indices) writer.append(to_record(outcome(index), "x", {}));
    writer.finish();
    EXPECT_EQ(writer.durable(), indices.size());
  }
  std::vector<std::size_t> recorded() const {
    const JournalReader reader(file(), fields(), open_journal(file(), kHeader, 10));
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < 10; ++i) {
      if (std::holds_alternative<Recorded>(reader.read(i))) indices.push_back(i);
    }
    return indices;
  }
  std::filesystem::path file() const { return directory_.path() / "journal.jsonl"; }
  std::filesystem::path fields() const { return directory_.path() / "fields"; }

  test::TemporaryDirectory directory_;
};

using Indices = std::vector<std::size_t>;

TEST_F(Journal, GivesBackWhatWasAppended) {
  write({2, 0, 7});
  EXPECT_EQ(recorded(), (Indices{0, 2, 7}));
}

TEST_F(Journal, KeepsIncidentsBesideOutcomes) {
  const predict::Failure incident{predict::FailureKind::plugin_crash, "died \"once\""};
  {
    JournalWriter writer(file(), fields(), kHeader, open_journal(file(), kHeader, 10));
    writer.append(to_record(outcome(3), "x", {}));
    writer.append(to_record(incident));
    writer.finish();
    EXPECT_EQ(writer.durable(), 1U);
  }

  const JournalIndex index = open_journal(file(), kHeader, 10);

  EXPECT_EQ(index.incidents, (std::vector<predict::Failure>{incident}));
  EXPECT_TRUE(index.damaged_lines.empty());
  EXPECT_EQ(recorded(), (Indices{3}));
}

TEST_F(Journal, GoesOnWhereItEnded) {
  write({1});
  write({2});
  EXPECT_EQ(recorded(), (Indices{1, 2}));
}

TEST_F(Journal, IsWholeAgainAfterACutAtAnyByte) {
  write({0, 1, 2});
  const std::string content = read_file(file());
  for (std::size_t cut = 0; cut <= content.size(); ++cut) {
    directory_.write("journal.jsonl", content.substr(0, cut));
    const bool header_torn = cut < kHeader.size();
    const Indices before = header_torn ? Indices{} : recorded();
    write({5});
    Indices expected = before;
    expected.push_back(5);
    EXPECT_EQ(recorded(), expected) << cut;
  }
}

TEST_F(Journal, SkipsAndNamesADamagedLine) {
  write({0, 1, 2});
  std::string content = read_file(file());
  const std::size_t second = content.find("\"index\":1");
  content[second + 8] = '9';
  directory_.write("journal.jsonl", content);
  EXPECT_EQ(recorded(), (Indices{0, 2}));
  EXPECT_EQ(open_journal(file(), kHeader, 10).damaged_lines, (Indices{3}));
}

TEST_F(Journal, NamesALineThatIsNoRecordOfADatapoint) {
  write({0});
  directory_.write("journal.jsonl", read_file(file()) + seal_line("{\"indez\":1") +
                                        seal_line("{\"index\":10") + seal_line("{\"index\":\"2\""));
  EXPECT_EQ(recorded(), (Indices{0}));
  EXPECT_EQ(open_journal(file(), kHeader, 10).damaged_lines, (Indices{3, 4, 5}));
}

TEST_F(Journal, TellsTheLineThatItCannotRead) {
  write({0, 1});
  directory_.write("journal.jsonl", read_file(file()) + seal_line("{\"index\":1,\"width\":\"x\""));
  const JournalReader reader(file(), fields(), open_journal(file(), kHeader, 10));
  EXPECT_EQ(std::get<Unreadable>(reader.read(1)), Unreadable::damaged);
  EXPECT_EQ(reader.line_number(1), 4U);
  EXPECT_EQ(std::get<Unreadable>(reader.read(2)), Unreadable::absent);
}

TEST_F(Journal, ReplacesWhateverStandsInABlobsPlace) {
  const predict::Outcome large{3,
                               {300, 300},
                               predict::Prediction{{test::array_field<std::uint8_t>(
                                   "masks", {1, 300, 300}, std::vector<std::uint8_t>(90000, 1))}}};
  const Record record = to_record(large, "x", {});
  std::filesystem::create_directory(fields());
  ASSERT_EQ(::mkfifo((fields() / record.blobs[0].name).c_str(), 0600), 0);
  {
    JournalWriter writer(file(), fields(), kHeader, {});
    writer.append(record);
    writer.finish();
  }
  const JournalReader reader(file(), fields(), open_journal(file(), kHeader, 10));
  EXPECT_TRUE(std::holds_alternative<Recorded>(reader.read(3)));
  std::filesystem::remove(fields() / record.blobs[0].name);
  ASSERT_EQ(::mkfifo((fields() / record.blobs[0].name).c_str(), 0600), 0);
  EXPECT_EQ(std::get<Unreadable>(reader.read(3)), Unreadable::blob_lost);
}

TEST_F(Journal, RefusesAnotherRunsFile) {
  write({0});
  EXPECT_THROW(open_journal(file(), seal_line("{\"journal\":2"), 10), Error);
}

TEST_F(Journal, StopsWithTheCauseWhenTheDiskIsFull) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "needs /dev/full";
  std::filesystem::create_symlink("/dev/full", file());
  JournalIndex index;
  index.end = kHeader.size();  // as if the header had been written
  EXPECT_THROW(
      {
        JournalWriter writer(file(), fields(), kHeader, index);
        writer.append(to_record(outcome(0), "x", {}));
        writer.finish();
      },
      Error);
}

}  // namespace
}  // namespace assay::pipeline
