// SPDX-License-Identifier: Apache-2.0
#include "core/definition/domain_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace assay::definition {
namespace {

constexpr std::size_t kMostNamed = 12;  // in one message

bool states_no_link(const RawLinks& links) {
  return (!links.inputs || links.inputs->empty()) && (!links.outputs || links.outputs->empty());
}

bool has_consumer(const Transformation& transformation) {
  return std::any_of(transformation.outputs.begin(), transformation.outputs.end(),
                     [](const std::vector<Endpoint>& ends) { return !ends.empty(); });
}

std::string count_of(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count == 0 ? "no" : std::to_string(count), what,
                     count == 1 ? "" : "s");
}

/// Makes indices of names, and lets both ends of each link say the same.
class Linker {
 public:
  Linker(const std::vector<RawLinks>& raw, std::vector<Transformation>& transformations,
         Reading& reading)
      : raw_(raw), all_(transformations), reading_(reading) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      by_name_.emplace(all_[i].name, i);
      names_.push_back(all_[i].name);
    }
  }

  /// False when something was reported.
  bool connect() {
    if (std::all_of(raw_.begin(), raw_.end(), states_no_link)) {
      chain();
      return true;
    }
    for (std::size_t i = 0; i < all_.size(); ++i) resolve(i);
    if (!good_) return false;
    for (std::size_t i = 0; i < all_.size(); ++i) agree_on_inputs(i);
    for (std::size_t i = 0; i < all_.size(); ++i) agree_on_outputs(i);
    for (std::size_t i = 0; i < all_.size(); ++i) require_dense_inputs(i);
    return good_;
  }

 private:
  void chain() {
    for (std::size_t i = 0; i + 1 < all_.size(); ++i) {
      all_[i].outputs = {{Endpoint{i + 1, 0}}};
      all_[i + 1].inputs = {Endpoint{i, 0}};
    }
  }

  void refuse(Mark mark, std::string message) {
    reading_.problems.add(mark, std::move(message));
    good_ = false;
  }

  Endpoint find(const RawEndpoint& end) {
    const auto found = by_name_.find(end.transformation);
    if (found != by_name_.end() && !end.transformation.empty()) return {found->second, end.index};
    good_ = false;
    if (end.transformation.empty()) return {};  // reported already
    reading_.problems.add_unknown(
        end.mark, fmt::format("there is no transformation {}", in_quotes(end.transformation)),
        end.transformation, names_, fmt::format("; the domain has {}", one_of(names_)));
    return {};
  }

  void resolve(std::size_t i) {
    if (raw_[i].inputs) {
      for (const RawEndpoint& end : *raw_[i].inputs) all_[i].inputs.push_back(find(end));
    }
    if (!raw_[i].outputs) return;
    for (const auto& ends : *raw_[i].outputs) {
      all_[i].outputs.emplace_back();
      for (const RawEndpoint& end : ends) all_[i].outputs.back().push_back(find(end));
    }
  }

  /// What the inputs of transformation `i` say, against the outputs that they take.
  void agree_on_inputs(std::size_t i) {
    if (!raw_[i].inputs) return;
    for (std::size_t k = 0; k < raw_[i].inputs->size(); ++k) {
      const Endpoint from = all_[i].inputs[k];
      auto& outputs = all_[from.transformation].outputs;
      const Endpoint here{i, k};
      if (!raw_[from.transformation].outputs) {
        if (outputs.size() <= from.index) outputs.resize(from.index + 1);
        outputs[from.index].push_back(here);
        continue;
      }
      const std::string taken = fmt::format("input {} of {} takes output {} of {}", k, name(i),
                                            from.index, name(from.transformation));
      const Mark mark = (*raw_[i].inputs)[k].mark;
      if (from.index >= outputs.size()) {
        refuse(mark, fmt::format("{}, which has {} (counted from 0)", taken,
                                 count_of(outputs.size(), "output")));
      } else if (std::find(outputs[from.index].begin(), outputs[from.index].end(), here) ==
                 outputs[from.index].end()) {
        refuse(mark, fmt::format("{}, which does not go there; add {{transformation: {}, index: "
                                 "{}}} to its 'input_to', or correct this",
                                 taken, all_[i].name, k));
      }
    }
  }

  /// What the outputs of transformation `i` say, against the inputs that they go to.
  void agree_on_outputs(std::size_t i) {
    if (!raw_[i].outputs) return;
    for (std::size_t k = 0; k < raw_[i].outputs->size(); ++k) {
      for (std::size_t e = 0; e < (*raw_[i].outputs)[k].size(); ++e) {
        const Endpoint to = all_[i].outputs[k][e];
        agree_on_output({i, k}, to, (*raw_[i].outputs)[k][e].mark);
      }
    }
  }

  void agree_on_output(Endpoint here, Endpoint to, Mark mark) {
    const std::string goes =
        fmt::format("output {} of {} goes to input {} of {}", here.index, name(here.transformation),
                    to.index, name(to.transformation));
    auto& inputs = all_[to.transformation].inputs;
    if (raw_[to.transformation].inputs) {
      if (to.index >= inputs.size()) {
        refuse(mark, fmt::format("{}, which has {} (counted from 0)", goes,
                                 count_of(inputs.size(), "input")));
      } else if (inputs[to.index] != here) {
        refuse(mark, fmt::format("{}, which takes output {} of {}; correct one of the two", goes,
                                 inputs[to.index].index, name(inputs[to.index].transformation)));
      }
      return;
    }
    if (inputs.size() <= to.index) inputs.resize(to.index + 1, kNothing);
    if (inputs[to.index] != kNothing) {
      refuse(mark,
             fmt::format("{}, which output {} of {} goes to already; each input takes one", goes,
                         inputs[to.index].index, name(inputs[to.index].transformation)));
      return;
    }
    inputs[to.index] = here;
  }

  /// Inputs that only other transformations state have no gaps.
  void require_dense_inputs(std::size_t i) {
    const auto& inputs = all_[i].inputs;
    const auto gap = std::find(inputs.begin(), inputs.end(), kNothing);
    if (gap == inputs.end()) return;
    refuse(all_[i].mark, fmt::format("no output goes to input {} of {}, but one to input {}",
                                     gap - inputs.begin(), name(i), inputs.size() - 1));
  }

  std::string name(std::size_t i) const { return in_quotes(all_[i].name); }

  static constexpr Endpoint kNothing{static_cast<std::size_t>(-1), 0};
  const std::vector<RawLinks>& raw_;
  std::vector<Transformation>& all_;
  Reading& reading_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<std::string> names_;
  bool good_ = true;
};

/// How many inputs of each transformation come from one in a circle, or behind it; all 0 without
/// one.
std::vector<std::size_t> inputs_left(const std::vector<Transformation>& all) {
  std::vector<std::size_t> left;
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < all.size(); ++i) {
    left.push_back(all[i].inputs.size());
    if (left.back() == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::size_t done = ready.back();
    ready.pop_back();
    for (const auto& ends : all[done].outputs) {
      for (const Endpoint& end : ends) {
        if (--left[end.transformation] == 0) ready.push_back(end.transformation);
      }
    }
  }
  return left;
}

/// Reports a circle; true when there is one.
bool report_circle(const std::vector<Transformation>& all, Reading& reading) {
  const auto left = inputs_left(all);
  const auto stuck = std::find_if(left.begin(), left.end(), [](std::size_t n) { return n > 0; });
  if (stuck == left.end()) return false;
  // Back from one that is stuck, over others that are, until one comes again.
  std::vector<bool> seen(all.size(), false);
  auto at = static_cast<std::size_t>(stuck - left.begin());
  std::vector<std::size_t> way;
  while (!seen[at]) {
    seen[at] = true;
    way.push_back(at);
    const auto& inputs = all[at].inputs;
    at = std::find_if(inputs.begin(), inputs.end(), [&](const Endpoint& end) {
           return left[end.transformation] > 0;
         })->transformation;
  }
  way.erase(way.begin(), std::find(way.begin(), way.end(), at));
  std::reverse(way.begin(), way.end());
  std::rotate(way.begin(), std::min_element(way.begin(), way.end()), way.end());
  std::string names;
  for (std::size_t i = 0; i < way.size() && i < kMostNamed; ++i) {
    names += in_quotes(all[way[i]].name) + " -> ";
  }
  names += way.size() > kMostNamed ? "..." : in_quotes(all[way.front()].name);
  reading.problems.add(
      all[way.front()].mark,
      fmt::format("transformations go in a circle: {}; take out one of the links", names));
  return true;
}

/// The transformation that Efemarai's own operator makes an end of the graph, else `otherwise`.
std::size_t end_of(const std::vector<Transformation>& all, const std::vector<std::size_t>& ends,
                   std::string_view own, std::size_t otherwise) {
  const auto found = std::find_if(ends.begin(), ends.end(),
                                  [&](std::size_t i) { return all[i].operator_name == own; });
  return found == ends.end() ? otherwise : *found;
}

/// Without circles, one source and one sink mean that all others are on a way between them.
void check_ends(const std::vector<Transformation>& all, Reading& reading) {
  std::vector<std::size_t> sources;
  std::vector<std::size_t> sinks;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].inputs.empty()) sources.push_back(i);
    if (!has_consumer(all[i])) sinks.push_back(i);
  }
  const std::size_t source = end_of(all, sources, "ChooseImage", sources.front());
  const std::size_t sink = end_of(all, sinks, "EvaluateSample", sinks.back());
  for (const std::size_t other : sources) {
    if (other == source) continue;
    reading.problems.add(all[other].mark,
                         fmt::format("no datapoint reaches the transformation {}; they start at "
                                     "{} alone, so give it 'inputs' or remove it",
                                     in_quotes(all[other].name), in_quotes(all[source].name)));
  }
  for (const std::size_t other : sinks) {
    if (other == sink || (all[other].inputs.empty() && other != source)) continue;
    reading.problems.add(all[other].mark,
                         fmt::format("nothing takes what the transformation {} makes; datapoints "
                                     "leave at {} alone, so give it 'outputs' or remove it",
                                     in_quotes(all[other].name), in_quotes(all[sink].name)));
  }
}

}  // namespace

void link(const std::vector<RawLinks>& raw, std::vector<Transformation>& transformations,
          Reading& reading) {
  if (transformations.empty()) return;
  Linker linker(raw, transformations, reading);
  if (!linker.connect() || report_circle(transformations, reading)) return;
  check_ends(transformations, reading);
}

}  // namespace assay::definition
