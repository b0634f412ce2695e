// SPDX-License-Identifier: Apache-2.0
// Values between the wire and the contract's assay_value_t.
#pragma once

#include <assay/abi/value.h>

#include <deque>
#include <string>
#include <vector>

#include "core/plugin/wire/value.hpp"

namespace assay::worker {

/// A copy of a value that a plugin gave. Throws Refusal for kinds that cannot leave it (handles,
/// batches), for missing pointers, and for trees too deep or too large.
plugin::wire::Value from_abi(const assay_value_t& value);

/// The arguments of an entry, in the order of its parameters, as the plugin gets them. They point
/// into this object, which therefore does not move.
class Arguments {
 public:
  explicit Arguments(std::vector<plugin::wire::Value> values);
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  /// Puts them in place of every argument that stands for the model, or for a batch.
  void set_model(void* model, const char* model_type);
  void set_batch(const assay_batch_t* batch, const assay_image_list_t* images);

  const assay_value_t* values() const { return arguments_.data(); }
  std::uint32_t count() const { return static_cast<std::uint32_t>(arguments_.size()); }

 private:
  assay_value_t to_abi(const plugin::wire::Value& value);
  assay_value_t list_to_abi(const plugin::wire::Value::List& list);
  assay_value_t map_to_abi(const plugin::wire::Value::Map& map);

  std::vector<plugin::wire::Value> source_;  // owns the texts
  std::deque<std::vector<assay_value_t>> lists_;
  std::deque<std::vector<assay_pair_t>> maps_;
  std::vector<assay_value_t> arguments_;
};

}  // namespace assay::worker
