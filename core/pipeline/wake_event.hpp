// SPDX-License-Identifier: Apache-2.0
// An eventfd: how decoder threads and signal handlers wake the thread that waits for the model.
#pragma once

#include "core/base/file.hpp"

namespace assay::pipeline {

class WakeEvent {
 public:
  /// Throws Error{io}.
  WakeEvent();
  int fd() const { return fd_.get(); }
  /// Any thread, and async-signal-safe.
  void notify() const noexcept;
  /// Forgets notifications so far. The waiting thread only.
  void drain() const noexcept;

 private:
  FileDescriptor fd_;
};

}  // namespace assay::pipeline
