// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_feed.hpp"

#include <algorithm>

#include "core/base/check.hpp"
#include "core/base/error.hpp"

namespace assay::pipeline {

ImageFeed::ImageFeed(std::vector<std::size_t> indices, LoadImage load, std::size_t jobs,
                     std::size_t window, const WakeEvent& wake)
    : indices_(std::move(indices)), load_(std::move(load)), window_(window), wake_(wake) {
  ASSAY_CHECK(jobs > 0 && window > 0);
  const std::size_t count = std::min(jobs, indices_.size());
  try {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
  } catch (...) {
    stop();  // no destructor runs when a constructor throws
    throw Error(ErrorKind::io, "cannot start a thread to decode images; give fewer with --jobs");
  }
}

ImageFeed::~ImageFeed() { stop(); }

void ImageFeed::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::vector<ImageFeed::Item> ImageFeed::take(std::size_t count) {
  std::vector<Item> items;
  {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
    count = std::min(count, indices_.size() - taken_);
    ASSAY_CHECK(count <= window_);
    if (loaded_.size() < count) return items;
    const auto last = loaded_.begin() + static_cast<std::ptrdiff_t>(count);
    if (!std::all_of(loaded_.begin(), last, [](const auto& slot) { return slot.has_value(); })) {
      return items;
    }
    for (std::size_t i = 0; i < count; ++i) {
      items.push_back({indices_[taken_++], std::move(*loaded_.front())});
      loaded_.pop_front();
    }
  }
  room_.notify_all();
  return items;
}

bool ImageFeed::finished() const {
  const std::lock_guard lock(mutex_);
  return taken_ == indices_.size();
}

void ImageFeed::run() {
  while (const auto position = claim()) {
    std::optional<LoadResult> result;
    std::exception_ptr error;
    try {
      result = load_(indices_[*position]);
    } catch (...) {
      error = std::current_exception();  // the owner of the feed gets it from take()
    }
    put(*position, std::move(result), error);
    wake_.notify();
  }
}

std::optional<std::size_t> ImageFeed::claim() {
  std::unique_lock lock(mutex_);
  const auto may_go_on = [this] {
    return stopping_ || error_ || claimed_ == indices_.size() || claimed_ < taken_ + window_;
  };
  room_.wait(lock, may_go_on);
  if (stopping_ || error_ || claimed_ == indices_.size()) return std::nullopt;
  loaded_.emplace_back();
  return claimed_++;
}

void ImageFeed::put(std::size_t position, std::optional<LoadResult> result,
                    const std::exception_ptr& error) {
  const std::lock_guard lock(mutex_);
  if (error && !error_) {
    error_ = error;
    room_.notify_all();
  }
  loaded_[position - taken_] = std::move(result);
}

}  // namespace assay::pipeline
