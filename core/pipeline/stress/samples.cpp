// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/samples.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/pipeline/stress/search_stage.hpp"
#include "core/stress/domain/draw_point.hpp"
#include "core/stress/statistics/sequential.hpp"

namespace assay::pipeline {

namespace {

constexpr std::size_t kGeneration = 64;  // trials between two decisions whether to go on

/// The trials of the sample, in order.
class Draws {
 public:
  Draws(const Subject& subject, std::vector<std::size_t> datapoints)
      : domain_(subject.domain),
        datapoints_(std::move(datapoints)),
        random_({subject.seed, "", "sample", 0}) {}

  std::vector<Trial> next(std::size_t count) {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < count; ++i) {
      const auto which = static_cast<std::size_t>(
          random_.between(0, static_cast<std::int64_t>(datapoints_.size()) - 1));
      stress::DomainPoint point = draw_point(domain_, random_);
      // A draw of its own: what is random in transformations varies in operation, too.
      trials.push_back({datapoints_[which], std::move(point), ++draw_});
    }
    return trials;
  }

 private:
  const stress::Domain& domain_;
  std::vector<std::size_t> datapoints_;
  stress::Stream random_;
  std::uint32_t draw_ = 0;
};

}  // namespace

std::vector<JudgedTrial> draw_sample(const Laboratory& laboratory, const Subject& subject,
                                     std::size_t count, std::vector<JudgedTrial>& others) {
  std::vector<std::size_t> all = subject.datapoints;
  all.insert(all.end(), subject.others.begin(), subject.others.end());
  const std::set<std::size_t> unstaked(subject.others.begin(), subject.others.end());
  std::vector<JudgedTrial> sample;
  for (JudgedTrial& trial : make_trials(laboratory, Draws(subject, std::move(all)).next(count))) {
    (unstaked.contains(trial.trial.datapoint) ? others : sample).push_back(std::move(trial));
  }
  return sample;
}

std::vector<JudgedTrial> sample_until_decided(const Laboratory& laboratory, const Subject& subject,
                                              double limit, std::size_t most,
                                              std::vector<JudgedTrial>& rest) {
  Draws draws(subject, subject.datapoints);
  stress::SequentialTest test(limit);
  std::vector<JudgedTrial> sample;
  const auto undecided = [&] { return test.decision() == stress::Decision::go_on; };
  while (undecided() && sample.size() < most) {
    for (JudgedTrial& trial :
         make_trials(laboratory, draws.next(std::min(kGeneration, most - sample.size())))) {
      const bool belongs = undecided();
      if (belongs) test.tell(trial.failed);
      (belongs ? sample : rest).push_back(std::move(trial));
    }
  }
  return sample;
}

std::optional<stress::Attribution> attribute_axes(const Laboratory& laboratory,
                                                  const Subject& subject, std::size_t most,
                                                  std::vector<JudgedTrial>& trials) {
  const stress::Space space = space_of(subject.domain);
  const stress::Stream random({subject.seed, "", "attribution", 0});
  const auto design = stress::pick_freeze_design(space, most, random.branch(0));
  if (design.places.empty()) return std::nullopt;
  const std::size_t blocks = design.places.size() / design.block;
  const auto images = spread(subject, std::min(blocks, subject.datapoints.size()));
  std::vector<Trial> designed;
  for (std::size_t i = 0; i < design.places.size(); ++i) {
    designed.push_back(
        {images[i / design.block % images.size()], point_at(subject.domain, design.places[i]), 0});
  }
  auto judged = make_trials(laboratory, std::move(designed));
  std::vector<double> values;
  for (const JudgedTrial& trial : judged) values.push_back(trial.damage.guide);
  append(trials, std::move(judged));
  return stress::attribute(space.dimensions(), values, random.branch(1));
}

}  // namespace assay::pipeline
