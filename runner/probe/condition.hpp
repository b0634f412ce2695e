// SPDX-License-Identifier: Apache-2.0
// What belongs to the whole process, and a plugin must leave as it found it.
#pragma once

#include <sys/types.h>

#include <array>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace assay::probe {

/// The process at one moment.
class Condition {
 public:
  Condition();

  /// "the locale is C.UTF-8 instead of C"; one for each thing that differs from `before`.
  std::vector<std::string> changes_since(const Condition& before) const;

 private:
  int rounding_;
  int floating_point_traps_;
  bool keeps_denormals_;
  std::string locale_;
  bool shares_locale_;  // this thread has none of its own
  std::string folder_;
  unsigned mask_;
  /// What stdin, stdout and stderr are: device and inode, 0 for nothing.
  std::array<std::pair<dev_t, ino_t>, 3> streams_;
  std::vector<std::string> environment_;
  std::vector<void (*)(int)> handlers_;  // by signal
  std::vector<int> blocked_;             // signals, on this thread
};

/// What grows with every model that is not given back.
struct Holdings {
  long anonymous_kilobytes = 0;
  long descriptors = 0;
  long threads = 0;
};
Holdings current_holdings();

}  // namespace assay::probe
