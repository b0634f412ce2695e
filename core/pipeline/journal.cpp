// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>

#include "core/base/error.hpp"

namespace assay::pipeline {
namespace {

constexpr std::chrono::milliseconds kCommitInterval{50};
constexpr std::size_t kMostQueuedBytes = std::size_t{64} << 20;

std::size_t bytes_of(const Record& record) {
  std::size_t bytes = record.line.size();
  for (const Blob& blob : record.blobs) bytes += blob.bytes.size();
  return bytes;
}

/// Calls `visit(offset, line without newline, line number, whether it ends in a newline)`. Reads in
/// blocks: a journal may be larger than memory.
void for_each_line(
    int fd, const std::string& name,
    const std::function<void(std::uint64_t, std::string_view, std::size_t, bool)>& visit) {
  std::string pending;
  std::uint64_t offset = 0;
  std::size_t number = 1;
  std::vector<char> block(std::size_t{1} << 20);
  for (;;) {
    const ssize_t got = ::read(fd, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("cannot read " + name);
    if (got == 0) break;
    pending.append(block.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (std::size_t end = pending.find('\n'); end != std::string::npos;
         end = pending.find('\n', begin)) {
      visit(offset + begin, std::string_view(pending).substr(begin, end - begin), number++, true);
      begin = end + 1;
    }
    pending.erase(0, begin);
    offset += begin;
  }
  if (!pending.empty()) visit(offset, pending, number, false);
}

void check_header(std::string_view line, const std::string& header, const std::string& name) {
  if (std::string(line) + "\n" == header) return;
  throw Error(ErrorKind::io,
              fmt::format("{} is not the journal of this run: its first line differs; use another "
                          "directory with -o",
                          name));
}

/// A pipe or device in its place would block, or never end.
void check_is_file(const std::filesystem::path& file) {
  const auto status = std::filesystem::status(file);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw Error(ErrorKind::io, fmt::format("{} is not a regular file", file.string()));
}

}  // namespace

JournalIndex open_journal(const std::filesystem::path& file, const std::string& header,
                          std::size_t size) {
  JournalIndex index;
  index.places.resize(size);
  check_is_file(file);
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return index;
  if (!fd) throw_errno(fmt::format("cannot open {}", file.string()));
  const auto visit = [&](std::uint64_t offset, std::string_view line, std::size_t number,
                         bool complete) {
    if (!complete) return;  // torn: cut off by whoever appends next
    index.end = offset + line.size() + 1;
    if (number == 1) {
      check_header(line, header, file.string());
      return;
    }
    const bool intact = is_intact(line);
    if (auto incident = intact ? incident_in(line) : std::nullopt) {
      index.incidents.push_back(std::move(*incident));
      return;
    }
    const auto datapoint = intact ? index_of(line) : std::nullopt;
    if (!datapoint || *datapoint >= size) {
      index.damaged_lines.push_back(number);
      return;
    }
    // A second record of a datapoint was made because the first could not be read.
    index.places[*datapoint] = {offset, line.size(), number};
  };
  for_each_line(fd.get(), file.string(), visit);
  return index;
}

JournalReader::JournalReader(const std::filesystem::path& file,
                             std::filesystem::path blob_directory, JournalIndex index)
    : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)),
      blob_directory_(std::move(blob_directory)),
      index_(std::move(index)) {
  if (!fd_) throw_errno(fmt::format("cannot open {}", file.string()));
}

std::string JournalReader::line_at(const JournalIndex::Place& place) const {
  std::string line(place.length, '\0');
  std::size_t done = 0;
  while (done < line.size()) {
    const ssize_t got = ::pread(fd_.get(), line.data() + done, line.size() - done,
                                static_cast<off_t>(place.offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("cannot read the journal");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return line;
}

std::variant<Recorded, Unreadable> JournalReader::read(std::size_t datapoint) const {
  const JournalIndex::Place place = index_.places.at(datapoint);
  if (place.length == 0) return Unreadable::absent;
  const std::string line = line_at(place);
  // The file may have changed since it was indexed.
  if (!is_intact(line) || index_of(line) != datapoint) return Unreadable::damaged;
  return from_line(line, blob_directory_.string());
}

std::size_t JournalReader::line_number(std::size_t datapoint) const {
  return index_.places.at(datapoint).number;
}

JournalWriter::JournalWriter(const std::filesystem::path& file,
                             std::filesystem::path blob_directory, const std::string& header,
                             const JournalIndex& index)
    : fd_(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666)),
      file_(file),
      blob_directory_(std::move(blob_directory)),
      good_end_(index.end) {
  if (!fd_) throw_errno(fmt::format("cannot open {}", file.string()));
  if (::ftruncate(fd_.get(), static_cast<off_t>(good_end_)) != 0) {
    throw_errno(fmt::format("cannot cut {}", file.string()));
  }
  if (::lseek(fd_.get(), static_cast<off_t>(good_end_), SEEK_SET) < 0) {
    throw_errno(fmt::format("cannot seek in {}", file.string()));
  }
  if (good_end_ == 0) {
    write_all(fd_.get(), header, file_.string());
    good_end_ = header.size();
    if (::fdatasync(fd_.get()) != 0) throw_errno(fmt::format("cannot sync {}", file.string()));
    sync_directory(file_.parent_path());
  }
  thread_ = std::thread([this] { run(); });
}

JournalWriter::~JournalWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void JournalWriter::append(Record record) {
  const std::size_t bytes = bytes_of(record);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return error_ || queued_bytes_ < kMostQueuedBytes; });
  if (error_) std::rethrow_exception(error_);
  const bool first = queue_.empty();  // the writer waits for no other
  queue_.push_back(std::move(record));
  queued_bytes_ += bytes;
  ++appended_;
  lock.unlock();
  if (first) changed_.notify_all();
}

std::size_t JournalWriter::durable() const {
  const std::lock_guard lock(mutex_);
  return durable_;
}

void JournalWriter::finish() {
  std::unique_lock lock(mutex_);
  hurrying_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return error_ || written_ == appended_; });
  hurrying_ = false;
  if (error_) std::rethrow_exception(error_);
}

void JournalWriter::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::deque<Record> records = std::exchange(queue_, {});
    queued_bytes_ = 0;
    const auto outcomes = static_cast<std::size_t>(std::count_if(
        records.begin(), records.end(), [](const Record& record) { return record.is_outcome; }));
    lock.unlock();
    changed_.notify_all();
    std::exception_ptr error;
    const auto started = std::chrono::steady_clock::now();
    try {
      commit(records);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    error_ = error;
    if (!error) {
      written_ += records.size();
      durable_ += outcomes;
    }
    changed_.notify_all();
    if (error) return;
    // Records that arrive within the interval share the next flush.
    changed_.wait_until(lock, started + kCommitInterval, [this] { return stopping_ || hurrying_; });
  }
}

void JournalWriter::commit(const std::deque<Record>& records) {
  write_blobs(records);
  std::string text;
  for (const Record& record : records) text += record.line;
  try {
    write_all(fd_.get(), text, file_.string());
  } catch (...) {
    // A full disk leaves part of a line: what is not durable must not look as if it were.
    if (::ftruncate(fd_.get(), static_cast<off_t>(good_end_)) == 0) ::fdatasync(fd_.get());
    throw;
  }
  // Never retried: after a failed flush the kernel may have dropped the pages.
  if (::fdatasync(fd_.get()) != 0) throw_errno(fmt::format("cannot sync {}", file_.string()));
  good_end_ += text.size();
}

void JournalWriter::write_blobs(const std::deque<Record>& records) const {
  for (const Record& record : records) {
    for (const Blob& blob : record.blobs) {
      if (std::filesystem::create_directories(blob_directory_)) {
        sync_directory(blob_directory_.parent_path());
      }
      // Whatever was put in its place is replaced: a pipe there must not hang the run.
      replace_file(blob_directory_ / blob.name,
                   {reinterpret_cast<const char*>(blob.bytes.data()), blob.bytes.size()});
    }
  }
}

}  // namespace assay::pipeline
