// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/picture_pairs.hpp"

#include <fmt/format.h>

#include <memory>
#include <unordered_map>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/pipeline/stress/compare_answer.hpp"
#include "core/pipeline/stress/trial_picture.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::pipeline {
namespace {

JudgeRules rules_of(const StressOutcome& outcome) {
  JudgeRules rules = outcome.request.rules;
  rules.threshold = outcome.made.threshold;
  return rules;
}

class PicturePairs {
 public:
  PicturePairs(const StressOutcome& outcome, const JournalReader& journal, PictureCache& pictures)
      : input_(outcome.input),
        baseline_(outcome.baseline),
        journal_(journal),
        pictures_(pictures),
        source_{input_.dataset, outcome.request.domain, pictures_, outcome.request.seed},
        compare_(make_comparison(input_, baseline_, rules_of(outcome))) {
    for (const JudgedTrial* trial : outcome.evidence.all()) {
      trials_.emplace(trial->number, &trial->trial);
    }
  }

  std::optional<report::PicturePair> pair(std::size_t number) {
    const Trial& trial = *trials_.at(number);
    const auto read = journal_.read(number);
    const auto* recorded = std::get_if<Recorded>(&read);
    if (recorded == nullptr) return std::nullopt;
    const auto picture = pictures_.get(trial.datapoint);
    const TrialPicture after = picture_of(source_, trial, *picture);
    const predict::Outcome& said_before = baseline_[trial.datapoint];
    return report::PicturePair{
        shown(trial.datapoint, picture->view(), {}, said_before),
        shown(trial.datapoint, {after.rgb, picture->size, image::PixelFormat::rgb}, after.motion,
              recorded->outcome)};
  }

 private:
  report::ShownAnswer shown(std::size_t datapoint, const image::PixelView& pixels,
                            const stress::Motion& motion, const predict::Outcome& outcome) const {
    report::ShownAnswer answer{{pixels.size.width, pixels.size.height},
                               image::make_thumbnail(pixels, report::kPictureSide),
                               {},
                               {}};
    if (const predict::Failure* failure = outcome.failure()) {
      answer.remark = fmt::format("no answer: {}", predict::name_of(failure->kind));
      return answer;
    }
    ComparedAnswer compared = compare_({datapoint, motion, pixels.size, *outcome.prediction()});
    answer.comparison = std::move(compared.comparison);
    answer.remark = std::move(compared.remark);
    return answer;
  }

  const RunInput& input_;
  std::span<const predict::Outcome> baseline_;
  const JournalReader& journal_;
  PictureCache& pictures_;
  TrialSource source_;
  CompareAnswer compare_;
  std::unordered_map<std::size_t, const Trial*> trials_;  // by their numbers
};

}  // namespace

report::PicturePairSource picture_pairs(const StressOutcome& outcome, const JournalReader& journal,
                                        PictureCache& pictures) {
  const auto pairs = std::make_shared<PicturePairs>(outcome, journal, pictures);
  return [pairs](const report::StressFinding& failure) -> std::optional<report::PicturePair> {
    try {
      return pairs->pair(failure.trial);
    } catch (const Error& error) {
      // It was read during the run; a report without this picture is better than no report.
      log::warn("pipeline", fmt::format("no picture in the report trial={} cause={}", failure.trial,
                                        error.message()));
      return std::nullopt;
    }
  };
}

}  // namespace assay::pipeline
