// SPDX-License-Identifier: Apache-2.0
// Loads the images of datapoints on several threads, ahead of the model and in order, with bounded
// memory. It knows nothing about files: `LoadImage` does the work.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "core/pipeline/wake_event.hpp"
#include "core/predict/predictor.hpp"

namespace assay::pipeline {

/// Pixels ready for the model, the size of the image they came from, and what became of it on the
/// way, in words (image::DecodeReport).
struct LoadedImage {
  predict::Image image;
  predict::ImageSize original;
  std::vector<std::string> notes = {};
};
using LoadResult = std::variant<LoadedImage, predict::Failure>;

/// Loads datapoint `index`. Called on any thread. A bad image is a Failure; what is thrown ends the
/// run.
using LoadImage = std::function<LoadResult(std::size_t index)>;

/// A number of images, fewer where those before already reach the bytes of pixels; never none.
struct ImageAmount {
  std::size_t images = 1;
  std::size_t bytes = std::numeric_limits<std::size_t>::max();
};

class ImageFeed {
 public:
  struct Item {
    std::size_t index = 0;
    LoadResult result;
  };

  /// Starts `jobs` threads on `indices`. At most `window` is loaded and not yet taken, and an image
  /// more for each thread; take() may ask for at most that much. `wake` is notified when an item
  /// becomes ready; it must outlive the feed.
  ImageFeed(std::vector<std::size_t> indices, LoadImage load, std::size_t jobs, ImageAmount window,
            const WakeEvent& wake);
  /// The same without an end: add() says what there is to load.
  ImageFeed(LoadImage load, std::size_t jobs, ImageAmount window, const WakeEvent& wake);
  /// Stops the threads; each ends its current image.
  ~ImageFeed();
  ImageFeed(const ImageFeed&) = delete;
  ImageFeed& operator=(const ImageFeed&) = delete;

  /// More indices, after those before. Only of a feed without an end.
  void add(const std::vector<std::size_t>& indices);

  /// The next items in the order of the indices: `amount` of them, less only where there are no
  /// more; empty while they are not all ready. Rethrows what the loader threw.
  std::vector<Item> take(const ImageAmount& amount);
  /// All items that there are have been taken.
  bool finished() const;

 private:
  struct Claim {
    std::size_t position, index;
  };

  void start(std::size_t threads);
  void stop();
  void run();
  std::size_t ready(const ImageAmount& amount) const;
  std::optional<Claim> claim();
  void put(std::size_t position, std::optional<LoadResult> result, const std::exception_ptr& error);

  std::vector<std::size_t> indices_;
  const bool open_;  // more may be added
  const LoadImage load_;
  const ImageAmount window_;
  const WakeEvent& wake_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::deque<std::optional<LoadResult>> loaded_;  // positions taken_ .. claimed_
  std::size_t loaded_bytes_ = 0;
  std::size_t claimed_ = 0;
  std::size_t taken_ = 0;
  bool stopping_ = false;
  std::exception_ptr error_;
  std::vector<std::thread> threads_;
};

}  // namespace assay::pipeline
