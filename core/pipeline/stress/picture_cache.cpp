// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/picture_cache.hpp"

#include <utility>

namespace assay::pipeline {

PictureCache::PictureCache(const dataset::Dataset& dataset, image::DecodeRules rules,
                           image::DecodeLimits limits, std::size_t capacity_bytes)
    : dataset_(dataset), rules_(std::move(rules)), limits_(limits), capacity_(capacity_bytes) {}

std::shared_ptr<const Picture> PictureCache::get(std::size_t datapoint) {
  const std::shared_ptr<Entry> entry = entry_of(datapoint);
  const std::lock_guard decoding(entry->decoding);
  if (entry->picture) return entry->picture;
  entry->picture = decode(datapoint);
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(datapoint);
  if (known != entries_.end() && known->second == entry) {
    entry->bytes = entry->picture->rgb.size();
    bytes_ += entry->bytes;
  }
  make_room();
  return entry->picture;
}

std::shared_ptr<PictureCache::Entry> PictureCache::entry_of(std::size_t datapoint) {
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(datapoint);
  if (known != entries_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second->place);
    return known->second;
  }
  auto entry = std::make_shared<Entry>();
  recent_.push_front(datapoint);
  entry->place = recent_.begin();
  entries_[datapoint] = entry;
  return entry;
}

/// Those in use live on with whoever has them. Requires the lock.
void PictureCache::make_room() {
  while (bytes_ > capacity_ && recent_.size() > 1) {
    const auto oldest = entries_.find(recent_.back());
    bytes_ -= oldest->second->bytes;
    entries_.erase(oldest);
    recent_.pop_back();
  }
}

std::shared_ptr<const Picture> PictureCache::decode(std::size_t datapoint) const {
  const std::filesystem::path& path = dataset_.datapoints.at(datapoint).path;
  auto picture = std::make_shared<Picture>();
  picture->file = stamp_of(path);
  const image::EncodedImage encoded = image::read_image(path, rules_, limits_);
  picture->size = encoded.size();
  picture->rgb.resize(image::byte_size(picture->size, image::PixelFormat::rgb));
  picture->notes =
      image::decode(encoded, {picture->rgb, picture->size, image::PixelFormat::rgb}).notes;
  return picture;
}

}  // namespace assay::pipeline
