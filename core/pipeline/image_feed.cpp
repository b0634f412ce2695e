// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_feed.hpp"

#include <algorithm>

#include "core/base/check.hpp"
#include "core/base/error.hpp"

namespace assay::pipeline {
namespace {

std::size_t bytes_of(const LoadResult& result) {
  const auto* loaded = std::get_if<LoadedImage>(&result);
  if (loaded == nullptr) return 0;
  const predict::Image& image = loaded->image;
  return static_cast<std::size_t>(image.size.width * image.size.height *
                                  predict::channels(image.color));
}

}  // namespace

ImageFeed::ImageFeed(std::vector<std::size_t> indices, LoadImage load, std::size_t jobs,
                     ImageAmount window, const WakeEvent& wake)
    : indices_(std::move(indices)),
      open_(false),
      load_(std::move(load)),
      window_(window),
      wake_(wake) {
  start(std::min(jobs, indices_.size()));
}

ImageFeed::ImageFeed(LoadImage load, std::size_t jobs, ImageAmount window, const WakeEvent& wake)
    : open_(true), load_(std::move(load)), window_(window), wake_(wake) {
  ASSAY_CHECK(jobs > 0);
  start(jobs);
}

void ImageFeed::start(std::size_t threads) {
  ASSAY_CHECK(window_.images > 0);
  try {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
  } catch (...) {
    stop();  // no destructor runs when a constructor throws
    throw Error(ErrorKind::io, "cannot start a thread to decode images; give fewer with --jobs");
  }
}

ImageFeed::~ImageFeed() {
  stop();
}

void ImageFeed::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ImageFeed::add(const std::vector<std::size_t>& indices) {
  ASSAY_CHECK(open_);
  {
    const std::lock_guard lock(mutex_);
    indices_.insert(indices_.end(), indices.begin(), indices.end());
  }
  room_.notify_all();
}

std::vector<ImageFeed::Item> ImageFeed::take(const ImageAmount& amount) {
  ASSAY_CHECK(amount.images <= window_.images && amount.bytes <= window_.bytes);
  std::vector<Item> items;
  {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
    for (std::size_t count = ready(amount); count > 0; --count) {
      loaded_bytes_ -= bytes_of(*loaded_.front());
      items.push_back({indices_[taken_++], std::move(*loaded_.front())});
      loaded_.pop_front();
    }
  }
  room_.notify_all();
  return items;
}

/// How many items make up the amount; 0 while one of them is missing.
std::size_t ImageFeed::ready(const ImageAmount& amount) const {
  const std::size_t most = std::min(amount.images, indices_.size() - taken_);
  std::size_t count = 0;
  for (std::size_t bytes = 0; count < most && (count == 0 || bytes < amount.bytes); ++count) {
    if (count >= loaded_.size() || !loaded_[count]) return 0;
    bytes += bytes_of(*loaded_[count]);
  }
  return count;
}

bool ImageFeed::finished() const {
  const std::lock_guard lock(mutex_);
  return taken_ == indices_.size();
}

void ImageFeed::run() {
  while (const auto claimed = claim()) {
    const auto [position, index] = *claimed;
    std::optional<LoadResult> result;
    std::exception_ptr error;
    try {
      result = load_(index);
    } catch (...) {
      error = std::current_exception();  // the owner of the feed gets it from take()
    }
    put(position, std::move(result), error);
    wake_.notify();
  }
}

std::optional<ImageFeed::Claim> ImageFeed::claim() {
  std::unique_lock lock(mutex_);
  // What is claimed gets loaded, so a full window means that take() can be served.
  const auto has_room = [this] {
    return claimed_ == taken_ ||
           (claimed_ < taken_ + window_.images && loaded_bytes_ < window_.bytes);
  };
  const auto at_end = [this] { return claimed_ == indices_.size(); };
  const auto may_go_on = [&] { return stopping_ || error_ || (at_end() ? !open_ : has_room()); };
  room_.wait(lock, may_go_on);
  if (stopping_ || error_ || at_end()) return std::nullopt;
  loaded_.emplace_back();
  return Claim{claimed_, indices_[claimed_++]};
}

void ImageFeed::put(std::size_t position, std::optional<LoadResult> result,
                    const std::exception_ptr& error) {
  const std::lock_guard lock(mutex_);
  if (error && !error_) {
    error_ = error;
    room_.notify_all();
  }
  if (result) loaded_bytes_ += bytes_of(*result);
  loaded_[position - taken_] = std::move(result);
}

}  // namespace assay::pipeline
