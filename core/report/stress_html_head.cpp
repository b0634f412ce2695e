// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/report/number.hpp"
#include "core/report/stress_html_sections.hpp"

namespace assay::report {
namespace {

Slot named(std::string_view name, const char* key, std::string_view text) {
  Slot slot;
  slot.set("name", text_slot(name));
  slot.set(key, text_slot(text));
  return slot;
}

std::string probability_text(const StressResults& results) {
  if (!results.probability) {
    return "was not measured: the budget or the images were too few for a sample.";
  }
  const FailureProbability& it = *results.probability;
  return fmt::format(
      "is from {} trials that nothing has chosen: images with something to lose, and points drawn "
      "as the axes' distributions say. {} of them failed. The interval is two-sided ({:.0f} %, "
      "mid-p); a gate goes by the exact one-sided upper bound, {}. It holds for operation that is "
      "as the domain and the images are.",
      it.samples, it.failures, 100 * it.confidence, shown_part(it.upper));
}

std::string boundaries_text(const StressResults& results) {
  std::size_t images = 0;
  std::size_t not_monotone = 0;
  for (const StressAxis& axis : results.axes) {
    for (const StressBoundary& boundary : axis.boundaries) {
      images = std::max(images, boundary.images);
      not_monotone += boundary.not_monotone;
    }
  }
  if (images == 0) {
    return "were not measured: the budget was too small, or no axis is a strength.";
  }
  std::string text = fmt::format(
      "are of {} images, spread over the data set, and of one axis at a time: where several axes "
      "change, less is enough. Axes that are no strength have values drawn for each image. Where "
      "strengths that were tried are far apart, an image may fail between them. A gate goes by the "
      "exact one-sided lower bound, which is in summary.json.",
      images);
  if (not_monotone > 0) {
    text += fmt::format(" {} times a strength passed that is larger than one that failed.",
                        not_monotone);
  }
  return text;
}

std::string reproducers_text(const StressResults& results) {
  std::size_t unreduced = 0;
  std::size_t unconfirmed = 0;
  for (const StressFinding& finding : results.findings) {
    unreduced += finding.reduced ? 0U : 1U;
    unconfirmed += finding.reduced && !finding.confirmed ? 1U : 0U;
  }
  std::string text =
      "are the least change that was found, axis by axis: there may be others of the same image.";
  if (unreduced > 0) {
    text += fmt::format(" {} of {} may be larger than they need be, since the trials were used up.",
                        unreduced, results.findings.size());
  }
  if (unconfirmed > 0) {
    text +=
        fmt::format(" {} did not fail again: there the model is not deterministic.", unconfirmed);
  }
  return text;
}

}  // namespace

Slot stress_tiles(const StressResults& results) {
  Slot list = list_slot();
  if (const auto& probability = results.probability) {
    list << tile(shown_part(probability->estimate),
                 fmt::format("failure probability, {:.1f} to {}", 100 * probability->interval.low,
                             shown_part(probability->interval.high)),
                 "");
  }
  list << tile(fmt::format("{} / {}", results.datapoints_broken, results.at_stake),
               "images broken, of those with something to lose", "");
  list << tile(std::to_string(results.failures),
               fmt::format("failed trials, {} distinct", results.distinct_failures), "");
  list << tile(std::to_string(results.predictions),
               fmt::format("predictions, of a budget of {}", results.budget), "");
  const Counts& counts = results.counts;
  list << tile(std::to_string(counts.failed),
               fmt::format("of {} images without an answer", counts.total),
               counts.failed > 0 ? "bad" : "");
  return list;
}

Slot fact_slots(const StressResults& results) {
  Slot list = list_slot();
  if (results.severity) {
    list << named("severity", "value", fmt::format("{:g} of 5", *results.severity));
  }
  list << named("search", "value", results.search);
  list << named("score", "value", results.score);
  list << named("fails from score", "value", fmt::format("{:g}", results.min_score));
  list << named("what is right", "value",
                results.oracle == "baseline" ? "the model's own answer" : "the truth");
  if (results.threshold) {
    list << named("objects from score", "value", fmt::format("{:.4g}", *results.threshold));
  }
  if (results.right_of > 0) {
    list << named("right of the images themselves", "value",
                  fmt::format("{} of {}", results.right, results.right_of));
  }
  list << named("seed", "value", std::to_string(results.seed));
  return list;
}

Slot measured_slots(const StressResults& results) {
  Slot list = list_slot();
  list << named("The failure probability", "text", probability_text(results));
  list << named("Counts and shares of trials", "text",
                "in clusters and maps say where the model fails, and not how often it will: most "
                "trials are the search's, which goes where it fails. Clusters are of the trials "
                "that do not follow a single image's boundary or smallest failure.");
  list << named("Rules of clusters", "text",
                "are the shortest that tell these failures from the other trials well. A limit is "
                "as exact as the trials on both sides of it are near.");
  list << named("Parts of the damage", "text",
                "are parts of the variance of how much worse answers get, over trials designed for "
                "it, with thresholds left aside. What axes do only together counts with each of "
                "them, so that parts with others may add up to more than 1.");
  list << named("Boundaries", "text", boundaries_text(results));
  list << named("Smallest reproducers", "text", reproducers_text(results));
  list << named(
      "Not tested", "text",
      "means that nobody looked, not that nothing is there. Each axis has three cells, or "
      "as many as it has values where that is less.");
  return list;
}

}  // namespace assay::report
