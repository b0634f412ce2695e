// SPDX-License-Identifier: Apache-2.0
// What threads have spent on something, added up. CPU time: what others do on the machine is not
// in it.
#pragma once

#include <time.h>

#include <atomic>
#include <cstdint>

namespace assay {

/// Any thread.
class CpuTime {
 public:
  double seconds() const { return 1e-9 * static_cast<double>(nanoseconds_); }

  /// Adds what the thread that makes it spends while it lives.
  class Span {
   public:
    explicit Span(CpuTime& of) : of_(of), begin_(now()) {}
    ~Span() { of_.nanoseconds_ += now() - begin_; }
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;

   private:
    CpuTime& of_;
    std::uint64_t begin_;
  };

 private:
  static std::uint64_t now() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
  }

  std::atomic<std::uint64_t> nanoseconds_ = 0;
};

}  // namespace assay
