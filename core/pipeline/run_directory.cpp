// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/descriptor_passing.hpp"
#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/pipeline/identity.hpp"
#include "core/pipeline/outcome_record.hpp"

namespace assay::pipeline {
namespace {

using nlohmann::ordered_json;

constexpr int kSchema = 1;

ordered_json to_json(const RunIdentity& pairs) {
  auto json = ordered_json::object();
  for (const auto& [name, value] : pairs) json[name] = value;
  return json;
}

std::string to_text(const ordered_json& json) {
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown host";
}

[[noreturn]] void refuse_path(const std::filesystem::path& path, const std::error_code& error) {
  throw Error(ErrorKind::io, fmt::format("cannot use {}: {}; name another directory with -o",
                                         path.string(), describe_errno(error.value())));
}

/// What lies at a path, links followed.
std::filesystem::file_type type_at(const std::filesystem::path& path) {
  std::error_code error;
  const auto type = std::filesystem::status(path, error).type();
  if (type == std::filesystem::file_type::none) refuse_path(path, error);
  return type;
}

bool is_there(const std::filesystem::path& path) {
  return type_at(path) != std::filesystem::file_type::not_found;
}

/// Whether the directory of a run is there already.
bool is_taken(const std::filesystem::path& path) {
  std::error_code error;
  const auto type = type_at(path);
  if (type == std::filesystem::file_type::directory) return true;
  // A link to nothing is there, too.
  const auto own = std::filesystem::symlink_status(path, error).type();
  if (own == std::filesystem::file_type::not_found) return false;
  throw Error(ErrorKind::usage,
              fmt::format("{} is not a directory; name another one with -o", path.string()));
}

bool holds_other_things(const std::filesystem::path& directory) {
  if (is_there(directory / "run.json")) return false;
  std::error_code error;
  std::filesystem::directory_iterator at(directory, error);
  for (const std::filesystem::directory_iterator end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name != ".lock" && name != "logs" && name != "run.json.assay-tmp") return true;
  }
  if (error) refuse_path(directory, error);
  return false;
}

bool is_same_file(int a, int b) {
  struct stat of_a {};
  struct stat of_b {};
  return a >= 0 && ::fstat(a, &of_a) == 0 && ::fstat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
         of_a.st_ino == of_b.st_ino;
}

/// A process that is being killed has its lock for some moments more.
bool take_lock(int fd) {
  constexpr int kTries = 10;
  for (int left = kTries; ::flock(fd, LOCK_EX | LOCK_NB) != 0; --left) {
    if (errno != EWOULDBLOCK || left == 0) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

/// Left by a run whose model could not be started: nothing to resume, nothing to lose.
bool never_began(const std::filesystem::path& directory) {
  return is_there(directory / ".lock") && !holds_other_things(directory) &&
         !is_there(directory / "run.json");
}

ordered_json parse_run_file(const std::filesystem::path& file) {
  ordered_json json = ordered_json::parse(read_file(file), nullptr, false);
  const bool usable = json.is_object() &&
                      json.value("schema", ordered_json()).is_number_integer() &&
                      json.value("identity", ordered_json()).is_object();
  if (!usable) {
    throw Error(ErrorKind::io,
                fmt::format("{} is damaged; use another directory with -o", file.string()));
  }
  return json;
}

[[noreturn]] void refuse_difference(const std::filesystem::path& directory, const std::string& name,
                                    const std::string& before, const std::string& now) {
  throw Error(ErrorKind::usage,
              fmt::format("cannot resume {}: {}; go on with what the run began with, or name "
                          "another directory with -o",
                          directory.string(), difference_in(name, before, now)));
}

}  // namespace

RunDirectory::RunDirectory(const std::filesystem::path& path, bool resume,
                           const LockHandover& handover)
    : path_(std::filesystem::absolute(path)) {
  const bool exists = is_taken(path_);
  if (exists && !resume && !never_began(path_)) {
    throw Error(ErrorKind::usage,
                fmt::format("{} exists; add --resume to go on with it, or name another directory "
                            "with -o",
                            path_.string()));
  }
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) {
    throw Error(ErrorKind::io, fmt::format("cannot make directory {}: {}", path_.string(),
                                           describe_errno(error.value())));
  }
  if (!exists) sync_directory(path_.parent_path());
  if (holds_other_things(path_)) {
    throw Error(
        ErrorKind::usage,
        fmt::format("{} is not a run directory (no run.json) and is not empty; name another "
                    "one with -o",
                    path_.string()));
  }
  lock(handover);
}

bool RunDirectory::begun() const {
  return is_there(path_ / "run.json");
}

void RunDirectory::lock(const LockHandover& handover) {
  const std::filesystem::path file = path_ / ".lock";
  lock_ = FileDescriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!lock_) throw_errno(fmt::format("cannot open {}", file.string()));
  // A lock belongs to the opening of a file, so that of the same opening is had again.
  if (is_same_file(handover.inherited, lock_.get())) {
    lock_ = FileDescriptor(::fcntl(handover.inherited, F_DUPFD_CLOEXEC, 0));
    ::lseek(lock_.get(), 0, SEEK_SET);
  }
  if (!take_lock(lock_.get())) {
    if (errno != EWOULDBLOCK) throw_errno(fmt::format("cannot lock {}", file.string()));
    throw Error(ErrorKind::busy,
                fmt::format("{} is in use by {}", path_.string(), read_file(file, 4096)));
  }
  const std::string owner = fmt::format("process {} on {}", ::getpid(), host_name());
  if (::ftruncate(lock_.get(), 0) != 0) throw_errno(fmt::format("cannot cut {}", file.string()));
  write_all(lock_.get(), owner, file.string());
  if (handover.keeper >= 0) send_descriptor(handover.keeper, lock_.get());
}

void RunDirectory::identify(const RunIdentity& identity, const RunIdentity& environment) const {
  const std::filesystem::path file = path_ / "run.json";
  if (!begun()) {
    const ordered_json json{{"schema", kSchema},
                            {"identity", to_json(identity)},
                            {"environment", to_json(environment)}};
    write("run.json", to_text(json));
    return;
  }
  const ordered_json json = parse_run_file(file);
  if (json.at("schema") > kSchema) {
    throw Error(ErrorKind::usage,
                fmt::format("{} was made by a newer assay (schema {}, this one knows {})",
                            file.string(), json.at("schema").dump(), kSchema));
  }
  const ordered_json& before = json.at("identity");
  for (const auto& [name, value] : identity) {
    const ordered_json text = before.value(name, ordered_json(""));
    const std::string old = text.is_string() ? text.get<std::string>() : text.dump();
    if (old != value) refuse_difference(path_, name, old, value);
  }
}

void RunDirectory::forget() const noexcept {
  std::error_code ignored;  // what cannot be removed can be resumed
  std::filesystem::remove(journal(), ignored);
  std::filesystem::remove(path_ / "run.json", ignored);
}

void RunDirectory::write(const std::string& name, std::string_view content) const {
  write_file_atomically(path_ / name, content);
}

std::string journal_header(const RunIdentity& identity) {
  const std::string digest =
      sha256(to_json(identity).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  return seal_line(fmt::format("{{\"journal\":3,\"run\":\"{}\"", digest));
}

}  // namespace assay::pipeline
