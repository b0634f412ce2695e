// SPDX-License-Identifier: Apache-2.0
// A loaded model as the pipeline sees it: memory to decode images into, batches in, outcomes out.
// core/plugin implements it with worker processes; tests implement it in a few lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/predict/outcome.hpp"

namespace assay::predict {

enum class Color : std::uint8_t { rgb, bgr, gray, rgba };

/// Bytes of one pixel.
constexpr std::int64_t channels(Color color) {
  return color == Color::gray ? 1 : color == Color::rgba ? 4 : 3;
}

/// Memory for one image that the model will read in place. Writable until the batch is submitted;
/// given back when destroyed (any thread).
class PixelBuffer {
 public:
  virtual ~PixelBuffer() = default;
  virtual std::span<std::byte> bytes() = 0;
};

/// Where decoders get that memory.
class PixelStore {
 public:
  virtual ~PixelStore() = default;
  /// At least `bytes`, starting on a multiple of 64. Never blocks; a buffer larger than a slot gets
  /// memory of its own. How many may be out at once is the caller's to bound. Any thread. Throws
  /// Error{io} when memory cannot be had.
  virtual std::unique_ptr<PixelBuffer> allocate(std::size_t bytes) = 0;
};

/// One image of a batch: u8, [height, width, channels], rows without padding.
struct Image {
  std::size_t index = 0;  // of its datapoint in the data set
  std::string id;         // of its datapoint, shown to the plugin
  ImageSize size;         // as the plugin sees it
  Color color = Color::rgb;
  std::unique_ptr<PixelBuffer> pixels;
};

/// Datapoints for one call of predict, by value; the predictor owns them until their outcomes are
/// out. The order is the data set's.
struct Batch {
  std::vector<Image> images;
};

/// What the model said about itself once it was loaded.
struct ModelFacts {
  Color color = Color::rgb;   // what images must be converted to
  std::size_t max_batch = 0;  // the plugin's own limit, 0 for none
  std::string device;         // what it reported to run on, "" for nothing
};

/// Not thread-safe but for pixels(): one thread owns a predictor for its whole life.
class Predictor {
 public:
  virtual ~Predictor() = default;

  virtual const ModelFacts& facts() const = 0;
  virtual PixelStore& pixels() = 0;

  /// Batches that may be in flight before submit() must wait for an outcome.
  virtual std::size_t capacity() const = 0;
  virtual std::size_t in_flight() const = 0;
  /// Requires in_flight() < capacity(), and no more images than facts().max_batch.
  virtual void submit(Batch batch) = 0;

  /// Blocks until outcomes arrive or `wake_fd` (an eventfd, -1 for none; left unread) is readable,
  /// and returns what has arrived, in no particular order; exactly one outcome per submitted image.
  /// `image` of the outcomes is the size the plugin saw. Throws Error{plugin} when the model is
  /// beyond use (restart budget spent); outcomes returned before stay valid.
  virtual std::vector<Outcome> wait(int wake_fd) = 0;

  /// Failures of calls that did not repeat when their datapoints were tried again, since it was
  /// asked last: no datapoint has failed for them, and yet they happened.
  virtual std::vector<Failure> take_incidents() = 0;

  /// Unloads the model. Outcomes still in flight are lost.
  virtual void close() = 0;
};

}  // namespace assay::predict
