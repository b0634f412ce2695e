// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/wake_event.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace assay::pipeline {

WakeEvent::WakeEvent() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!fd_) throw_errno("cannot make an eventfd");
}

void WakeEvent::notify() const noexcept {
  const int saved = errno;  // a signal handler must not change it
  const std::uint64_t one = 1;
  // A full counter is as readable as one more.
  [[maybe_unused]] const ssize_t written = ::write(fd_.get(), &one, sizeof one);
  errno = saved;
}

void WakeEvent::drain() const noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(fd_.get(), &count, sizeof count);
}

}  // namespace assay::pipeline
