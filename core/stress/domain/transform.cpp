// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <opencv2/core/utility.hpp>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/check.hpp"
#include "core/stress/apply_effect.hpp"

namespace assay::stress {
namespace {

std::vector<Effect> effects_at(const Domain& domain, const DomainPoint& point,
                               const Datapoint& datapoint) {
  std::vector<Effect> effects;
  for (std::size_t i = 0; i < domain.nodes().size(); ++i) {
    const DomainNode& node = domain.nodes()[i];
    const Stream random({datapoint.seed, datapoint.id, node.name, datapoint.draw});
    effects.push_back(
        node.of->effect(domain.values(i, point), Setting{datapoint.pixels.size, random}));
  }
  return effects;
}

/// What one effect does to places, after what was done before.
void add_motion(const Effect& effect, Motion& motion) {
  if (const auto* warping = std::get_if<Warping>(&effect)) {
    motion.emplace_back(ChainLink{warping->warp, warping->border});
  } else if (const auto* filter = std::get_if<Filter>(&effect)) {
    if (!filter->hidden.empty()) motion.emplace_back(Hidden{filter->hidden});
    if (filter->tolerance > 0 || filter->growth > 0) {
      motion.emplace_back(Loosened{filter->tolerance, filter->growth});
    }
  }
}

/// Of each node, after it.
std::vector<Motion> motions_of(const Domain& domain, const std::vector<Effect>& effects) {
  std::vector<Motion> motions(effects.size());
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const auto& inputs = domain.nodes()[i].inputs;
    const auto* merging = std::get_if<Merging>(&effects[i]);
    if (!inputs.empty())
      motions[i] = motions[inputs[merging == nullptr ? 0 : merging->annotations]];
    add_motion(effects[i], motions[i]);
  }
  return motions;
}

/// Warps that wait to be done at once.
struct PendingWarps {
  WarpChain chain;
  Interpolation interpolation;
};

/// An image that is made, and what is still to be done to it.
struct Branch {
  image::PixelView pixels;
  std::shared_ptr<Workspace::Lease<std::byte>> memory;  // of the pixels, unless the datapoint's
  std::variant<std::monostate, PointTables, PendingWarps> pending;
};

class Execution {
 public:
  Execution(const Domain& domain, const std::vector<Effect>& effects, const Datapoint& datapoint,
            const image::MutablePixelView& to, Workspace& workspace)
      : domain_(domain),
        effects_(effects),
        datapoint_(datapoint),
        to_(to),
        workspace_(workspace),
        last_(last_effect()),
        readers_(effects.size(), 0) {
    for (const DomainNode& node : domain.nodes()) {
      for (const std::size_t input : node.inputs) ++readers_[input];
    }
  }

  void run() {
    std::vector<std::optional<Branch>> branches(effects_.size());
    for (std::size_t i = 0; i < effects_.size(); ++i) branches[i] = after(i, branches);
    Branch& result = *branches.back();
    if (!std::holds_alternative<std::monostate>(result.pending)) {
      write_pending(result, to_);
    } else if (result.pixels.bytes.data() != to_.bytes.data()) {
      std::memcpy(to_.bytes.data(), result.pixels.bytes.data(),
                  image::byte_size(to_.size, to_.format));
    }
  }

 private:
  /// The last node with an effect of its own, where nothing but unchanged ones follow in a line: it
  /// may write the result in place. The size of the graph where there is none.
  std::size_t last_effect() const {
    std::size_t i = effects_.size() - 1;
    while (std::holds_alternative<Unchanged>(effects_[i])) {
      if (domain_.nodes()[i].inputs.empty()) return effects_.size();
      i = domain_.nodes()[i].inputs.front();
    }
    return i;
  }

  Branch after(std::size_t i, std::vector<std::optional<Branch>>& branches) {
    const auto& inputs = domain_.nodes()[i].inputs;
    if (const auto* merging = std::get_if<Merging>(&effects_[i])) {
      return merged(*merging, i, branches);
    }
    Branch branch =
        inputs.empty() ? Branch{datapoint_.pixels, nullptr, {}} : taken(inputs.front(), branches);
    if (const auto* tables = std::get_if<PointTables>(&effects_[i])) {
      add_tables(*tables, branch);
    } else if (const auto* warping = std::get_if<Warping>(&effects_[i])) {
      add_warp(*warping, branch);
    } else if (const auto* filter = std::get_if<Filter>(&effects_[i])) {
      return filtered(*filter, i, branch);
    }
    return branch;
  }

  Branch filtered(const Filter& filter, std::size_t i, Branch& branch) {
    const auto* tables = std::get_if<PointTables>(&branch.pending);
    const bool at_once = tables != nullptr && filter.apply_after != nullptr;
    if (!at_once) finish(branch);
    Branch result = made_for(i);
    if (at_once) {
      filter.apply_after(*tables, branch.pixels, writable(result));
    } else {
      filter.apply(branch.pixels, writable(result), workspace_);
    }
    return result;
  }

  /// The branch of a node; the last reader takes it away, so that its memory is free early.
  Branch taken(std::size_t node, std::vector<std::optional<Branch>>& branches) {
    if (--readers_[node] > 0) return *branches[node];
    return *std::exchange(branches[node], std::nullopt);
  }

  Branch merged(const Merging& merging, std::size_t i,
                std::vector<std::optional<Branch>>& branches) {
    std::vector<Branch> inputs;
    std::vector<image::PixelView> views;
    for (const std::size_t input : domain_.nodes()[i].inputs) {
      inputs.push_back(taken(input, branches));
      finish(inputs.back());
      views.push_back(inputs.back().pixels);
    }
    Branch result = made_for(i);
    merging.apply(views, writable(result));
    return result;
  }

  void add_tables(const PointTables& tables, Branch& branch) {
    if (const auto* before = std::get_if<PointTables>(&branch.pending)) {
      branch.pending = join(*before, tables);
      return;
    }
    finish(branch);
    branch.pending = tables;
  }

  void add_warp(const Warping& warping, Branch& branch) {
    auto* before = std::get_if<PendingWarps>(&branch.pending);
    if (before != nullptr && before->interpolation == warping.interpolation) {
      before->chain.push_back({warping.warp, warping.border});
      return;
    }
    finish(branch);
    branch.pending = PendingWarps{{{warping.warp, warping.border}}, warping.interpolation};
  }

  /// Does what is pending.
  void finish(Branch& branch) {
    if (std::holds_alternative<std::monostate>(branch.pending)) return;
    Branch done = made();
    write_pending(branch, writable(done));
    branch = std::move(done);
  }

  void write_pending(const Branch& branch, const image::MutablePixelView& to) {
    if (const auto* tables = std::get_if<PointTables>(&branch.pending)) {
      apply_tables(*tables, branch.pixels, to);
    } else {
      const auto& warps = std::get<PendingWarps>(branch.pending);
      resample(warps.chain, warps.interpolation, branch.pixels, to, workspace_);
    }
  }

  Branch made() {
    auto memory = std::make_shared<Workspace::Lease<std::byte>>(
        workspace_.lease<std::byte>(image::byte_size(to_.size, to_.format)));
    const image::PixelView view{memory->span(), to_.size, to_.format};
    return {view, std::move(memory), {}};
  }

  /// Where the effect of node `i` goes: the result itself where nothing comes after it.
  Branch made_for(std::size_t i) {
    if (i != last_) return made();
    return {{to_.bytes, to_.size, to_.format}, nullptr, {}};
  }

  image::MutablePixelView writable(const Branch& branch) const {
    if (branch.memory == nullptr) return to_;
    return {branch.memory->span(), to_.size, to_.format};
  }

  const Domain& domain_;
  const std::vector<Effect>& effects_;
  const Datapoint& datapoint_;
  const image::MutablePixelView& to_;
  Workspace& workspace_;
  std::size_t last_;
  std::vector<int> readers_;
};

}  // namespace

std::optional<std::string> unfit_size(image::Size size) {
  if (std::max(size.width, size.height) <= kLongestSide) return std::nullopt;
  return fmt::format("of {} x {} pixels one side has more than {}; transform a smaller image",
                     size.width, size.height, kLongestSide);
}

Motion transform(const Domain& domain, const DomainPoint& point, const Datapoint& datapoint,
                 const image::MutablePixelView& to, Workspace& workspace) {
  ASSAY_CHECK(datapoint.pixels.size == to.size &&
              datapoint.pixels.format == image::PixelFormat::rgb &&
              to.format == image::PixelFormat::rgb);
  const std::vector<Effect> effects = effects_at(domain, point, datapoint);
  Execution(domain, effects, datapoint, to, workspace).run();
  return std::move(motions_of(domain, effects).back());
}

void transform_on_one_thread_each() {
  cv::setNumThreads(1);
}

Motion motion_at(const Domain& domain, const DomainPoint& point, const Datapoint& datapoint) {
  return std::move(motions_of(domain, effects_at(domain, point, datapoint)).back());
}

}  // namespace assay::stress
