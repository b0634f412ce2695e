// SPDX-License-Identifier: Apache-2.0
// The directory of a run: made or taken up again, locked while in use, with run.json saying what
// the run is of. A run goes on only with what it began with.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/file.hpp"

namespace assay::pipeline {

/// What decides the results of a run, as ordered (name, value) pairs of text: digests, options.
using RunIdentity = std::vector<std::pair<std::string, std::string>>;

/// How a lock outlives the process that took it: descriptors, -1 for none.
struct LockHandover {
  int inherited = -1;  // the lock as an earlier process took it; used where it is this directory's
  int keeper = -1;     // socket to whoever keeps a copy (core/base/descriptor_passing.hpp)
};

class RunDirectory {
 public:
  /// Without `resume` the directory must not exist (Error{usage}), unless a run was to begin there
  /// and its model could not be started; it is made, with its parents.
  /// With it, an existing one is taken up and a missing one is made. What is there and no directory
  /// is never one (Error{usage}). Throws Error{busy} when another process uses it, naming that one,
  /// and Error{io}.
  RunDirectory(const std::filesystem::path& path, bool resume, const LockHandover& handover = {});

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path journal() const { return path_ / "journal.jsonl"; }
  std::filesystem::path fields() const { return path_ / "fields"; }
  std::filesystem::path logs() const { return path_ / "logs"; }

  /// identify() has been called for this directory, by this process or an earlier one.
  bool begun() const;

  /// Writes run.json on the first call for this directory. Later, compares: Error{usage} naming
  /// the first item that differs, also when the directory was made by a newer assay. `environment`
  /// is recorded only.
  void identify(const RunIdentity& identity, const RunIdentity& environment) const;

  /// Takes identify() back, and the journal: for a run that ended before anything was recorded, so
  /// that it does not stand in the way of the next try.
  void forget() const noexcept;

  /// Replaces a file of the directory, all or nothing.
  void write(const std::string& name, std::string_view content) const;

 private:
  void lock(const LockHandover& handover);

  std::filesystem::path path_;
  FileDescriptor lock_;
};

/// First line of the journal of a run with that identity.
std::string journal_header(const RunIdentity& identity);

}  // namespace assay::pipeline
