// SPDX-License-Identifier: Apache-2.0
// Decoded images, kept: a stress test looks at each of them many times.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/file.hpp"
#include "core/dataset/dataset.hpp"
#include "core/image/decode.hpp"

namespace assay::pipeline {

/// RGB pixels of a datapoint, with what became of it on the way (image::DecodeReport) and what its
/// file was just before it was read.
struct Picture {
  image::Size size;
  std::vector<std::byte> rgb;
  std::vector<std::string> notes;
  FileStamp file;

  image::PixelView view() const { return {rgb, size, image::PixelFormat::rgb}; }
};

/// What a run keeps of them, in all its stages.
constexpr std::size_t kPictureBytes = std::size_t{512} << 20;

/// Any thread.
class PictureCache {
 public:
  /// Keeps about so many bytes of pixels, the last used ones. The data set must outlive it.
  PictureCache(const dataset::Dataset& dataset, image::DecodeRules rules,
               image::DecodeLimits limits, std::size_t capacity_bytes);

  /// Decodes what it has not. Throws Error{dataset} where the image cannot be read.
  std::shared_ptr<const Picture> get(std::size_t datapoint);

 private:
  struct Entry {
    std::mutex decoding;  // others wait for the first who asks
    std::shared_ptr<const Picture> picture;
    std::list<std::size_t>::iterator place;
    std::size_t bytes = 0;  // as they are counted
  };

  std::shared_ptr<Entry> entry_of(std::size_t datapoint);
  void make_room();
  std::shared_ptr<const Picture> decode(std::size_t datapoint) const;

  const dataset::Dataset& dataset_;
  const image::DecodeRules rules_;
  const image::DecodeLimits limits_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::unordered_map<std::size_t, std::shared_ptr<Entry>> entries_;
  std::list<std::size_t> recent_;  // the last used first
  std::size_t bytes_ = 0;
};

}  // namespace assay::pipeline
