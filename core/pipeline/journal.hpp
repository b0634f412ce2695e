// SPDX-License-Identifier: Apache-2.0
// The journal of a run: the truth about what has been predicted. Append-only, a checksum in each
// line; what durable() counts has reached the disk and is never lost, whatever dies.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "core/base/file.hpp"
#include "core/pipeline/outcome_record.hpp"

namespace assay::pipeline {

/// Where each datapoint's line is. Made by opening the journal, so it holds intact lines only.
struct JournalIndex {
  /// Offset, length (without newline) and number of the line of datapoint i; length 0: none.
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::size_t number = 0;
  };
  std::vector<Place> places;
  std::uint64_t end = 0;  // where the next line goes
  std::vector<predict::Failure> incidents;
  std::vector<std::size_t> damaged_lines;  // numbers of lines that are no record
};

/// Reads `file`; a torn last line is cut off, damaged lines elsewhere are skipped and named. The
/// first line must be `header`; throws Error{io} when it is not. A missing or empty file gives an
/// empty index. `size` is the number of datapoints.
JournalIndex open_journal(const std::filesystem::path& file, const std::string& header,
                          std::size_t size);

/// What was recorded, one datapoint at a time.
class JournalReader {
 public:
  JournalReader(const std::filesystem::path& file, std::filesystem::path blob_directory,
                JournalIndex index);
  /// Throws Error{io} where the journal itself cannot be read.
  std::variant<Recorded, Unreadable> read(std::size_t datapoint) const;
  /// For messages. Requires that read() is not Unreadable::absent.
  std::size_t line_number(std::size_t datapoint) const;

 private:
  std::string line_at(const JournalIndex::Place& place) const;

  FileDescriptor fd_;
  std::filesystem::path blob_directory_;
  JournalIndex index_;
};

/// Appends from one thread of its own: group commit, one fdatasync at most every 50 ms.
class JournalWriter {
 public:
  /// Cuts the file at index.end and goes on there; writes `header` first where that is 0.
  JournalWriter(const std::filesystem::path& file, std::filesystem::path blob_directory,
                const std::string& header, const JournalIndex& index);
  /// Commits what was appended; errors are lost here, so call finish() first.
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  /// Queues a record; waits when 64 MiB are queued. Throws the Error{io} that stopped the writer.
  void append(Record record);
  /// Outcomes on the disk, of those appended here. Any thread.
  std::size_t durable() const;
  /// Returns when all records are on the disk. Throws Error{io}.
  void finish();

 private:
  void run();
  void commit(const std::deque<Record>& records);
  void write_blobs(const std::deque<Record>& records) const;

  FileDescriptor fd_;
  std::filesystem::path file_;
  std::filesystem::path blob_directory_;
  std::uint64_t good_end_ = 0;  // the writer thread's
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Record> queue_;
  std::size_t queued_bytes_ = 0;
  std::size_t appended_ = 0;  // records
  std::size_t written_ = 0;   // records
  std::size_t durable_ = 0;   // outcomes among those
  bool hurrying_ = false;     // somebody waits in finish()
  bool stopping_ = false;
  std::exception_ptr error_;
  std::thread thread_;
};

}  // namespace assay::pipeline
