// SPDX-License-Identifier: Apache-2.0
// Memory that transformations of one thread use again and again: an image's worth of it is mapped
// anew by the system each time otherwise, which costs more than many a transformation.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay::stress {

class Workspace {
 public:
  Workspace() = default;
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  /// Elements that nobody else has until the lease ends. Not initialised; starts on a multiple of
  /// 64.
  template <class T>
  class Lease {
   public:
    Lease(Lease&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)),
          block_(std::move(other.block_)),
          elements_(other.elements_) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (owner_ != nullptr) owner_->give_back(std::move(block_));
    }
    std::span<T> span() const { return elements_; }
    T* data() const { return elements_.data(); }
    T& operator[](std::size_t i) const { return elements_[i]; }

   private:
    friend class Workspace;
    using Block = std::vector<std::byte>;
    Lease(Workspace* owner, Block block, std::span<T> elements)
        : owner_(owner), block_(std::move(block)), elements_(elements) {}
    Workspace* owner_;
    Block block_;
    std::span<T> elements_;
  };

  template <class T>
  Lease<T> lease(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<std::byte> block = take(count * sizeof(T) + kAlignment);
    void* begin = block.data();
    std::size_t space = block.size();
    std::align(kAlignment, count * sizeof(T), begin, space);
    const std::span<T> elements(static_cast<T*>(begin), count);
    return {this, std::move(block), elements};
  }

 private:
  static constexpr std::size_t kAlignment = 64;

  std::vector<std::byte> take(std::size_t bytes);
  void give_back(std::vector<std::byte> block);

  std::vector<std::vector<std::byte>> free_;  // the largest last
};

}  // namespace assay::stress
