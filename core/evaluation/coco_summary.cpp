// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_summary.hpp"

#include <algorithm>
#include <limits>

#include "core/base/check.hpp"

namespace assay::evaluation {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// numpy's pairwise sum of one buffer: eight running sums up to 128 values, halves above.
double pairwise_sum(std::span<const double> values) {
  const std::size_t n = values.size();
  if (n < 8) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
  }
  if (n > 128) {
    const std::size_t half = n / 2 - n / 2 % 8;
    return pairwise_sum(values.first(half)) + pairwise_sum(values.subspan(half));
  }
  double r[8];
  std::copy_n(values.begin(), 8, r);
  std::size_t i = 8;
  for (; i < n - n % 8; i += 8) {
    for (std::size_t j = 0; j < 8; ++j) r[j] += values[i + j];
  }
  double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (; i < n; ++i) sum += values[i];
  return sum;
}

double mean_of_defined(const std::vector<double>& values) {
  std::vector<double> defined;
  for (const double value : values) {
    if (value > -1) defined.push_back(value);
  }
  return defined.empty() ? -1 : numpy_mean(defined);
}

/// Which part of the arrays a number is the mean of: one area, and a value of max_detections, at
/// each of its places should it be given twice.
struct Slice {
  std::size_t area;
  std::size_t limit;
};

class Summariser {
 public:
  Summariser(const Arrays& arrays, const Parameters& parameters)
      : arrays_(arrays), parameters_(parameters) {}

  /// `iou` as pycocotools compares it: exactly; 0 for all.
  double precision(Slice slice, double iou = 0) const {
    const std::vector<std::size_t> limits = places(slice);
    std::vector<double> values;
    for (std::size_t t = 0; t < arrays_.thresholds; ++t) {
      if (iou != 0 && parameters_.iou_thresholds[t] != iou) continue;
      for (std::size_t r = 0; r < arrays_.recalls; ++r) {
        append_precision(t, r, slice.area, limits, values);
      }
    }
    return mean_of_defined(values);
  }

  double recall(Slice slice, double iou = 0) const {
    const std::vector<std::size_t> limits = places(slice);
    std::vector<double> values;
    for (std::size_t t = 0; t < arrays_.thresholds; ++t) {
      if (iou != 0 && parameters_.iou_thresholds[t] != iou) continue;
      for (std::size_t k = 0; k < arrays_.categories; ++k) {
        for (const std::size_t m : limits) {
          values.push_back(arrays_.recall[arrays_.recall_at(t, k, slice.area, m)]);
        }
      }
    }
    return mean_of_defined(values);
  }

  std::size_t area(std::string_view name) const {
    for (std::size_t a = 0; a < parameters_.areas.size(); ++a) {
      if (parameters_.areas[a].name == name) return a;
    }
    return kNone;
  }

  std::size_t third_limit() const {
    return parameters_
        .max_detections[std::min<std::size_t>(parameters_.max_detections.size(), 3) - 1];
  }

  std::optional<double> recall_at_position(std::size_t position) const {
    if (position >= parameters_.max_detections.size()) return std::nullopt;
    return recall({area("all"), parameters_.max_detections[position]});
  }

 private:
  void append_precision(std::size_t t, std::size_t r, std::size_t area,
                        const std::vector<std::size_t>& limits, std::vector<double>& values) const {
    for (std::size_t k = 0; k < arrays_.categories; ++k) {
      for (const std::size_t m : limits) {
        values.push_back(arrays_.precision[arrays_.at(t, r, k, area, m)]);
      }
    }
  }

  std::vector<std::size_t> places(Slice slice) const {
    std::vector<std::size_t> result;
    for (std::size_t m = 0; m < parameters_.max_detections.size(); ++m) {
      if (slice.area != kNone && parameters_.max_detections[m] == slice.limit) result.push_back(m);
    }
    return result;
  }

  const Arrays& arrays_;
  const Parameters& parameters_;
};

}  // namespace

double numpy_mean(std::span<const double> values) {
  ASSAY_CHECK(!values.empty());
  constexpr std::size_t kBuffer = 8192;  // numpy reduces buffer by buffer
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); i += kBuffer) {
    sum += pairwise_sum(values.subspan(i, std::min(kBuffer, values.size() - i)));
  }
  return sum / static_cast<double>(values.size());
}

Summary summarise(const Arrays& arrays, const Parameters& parameters) {
  const Summariser part(arrays, parameters);
  const std::size_t all = part.area("all");
  const std::size_t small = part.area("small");
  const std::size_t medium = part.area("medium");
  const std::size_t large = part.area("large");
  const std::size_t third = part.third_limit();
  return {{"AP", part.precision({all, std::size_t{100}})},
          {"AP50", part.precision({all, third}, 0.5)},
          {"AP75", part.precision({all, third}, 0.75)},
          {"APs", part.precision({small, third})},
          {"APm", part.precision({medium, third})},
          {"APl", part.precision({large, third})},
          {"AR1", part.recall_at_position(0)},
          {"AR10", part.recall_at_position(1)},
          {"AR100", part.recall_at_position(2)},
          {"ARs", part.recall({small, third})},
          {"ARm", part.recall({medium, third})},
          {"ARl", part.recall({large, third})}};
}

Summary summarise_keypoints(const Arrays& arrays, const Parameters& parameters) {
  const Summariser part(arrays, parameters);
  constexpr std::size_t kLimit = 20;
  const Slice all{part.area("all"), kLimit};
  const Slice medium{part.area("medium"), kLimit};
  const Slice large{part.area("large"), kLimit};
  return {{"AP", part.precision(all)},         {"AP50", part.precision(all, 0.5)},
          {"AP75", part.precision(all, 0.75)}, {"APm", part.precision(medium)},
          {"APl", part.precision(large)},      {"AR", part.recall(all)},
          {"AR50", part.recall(all, 0.5)},     {"AR75", part.recall(all, 0.75)},
          {"ARm", part.recall(medium)},        {"ARl", part.recall(large)}};
}

std::vector<double> precision_per_category(const Arrays& arrays) {
  std::vector<double> result;
  for (std::size_t k = 0; k < arrays.categories; ++k) {
    std::vector<double> values;
    for (std::size_t t = 0; t < arrays.thresholds; ++t) {
      for (std::size_t r = 0; r < arrays.recalls; ++r) {
        values.push_back(arrays.precision[arrays.at(t, r, k, 0, arrays.limits - 1)]);
      }
    }
    result.push_back(mean_of_defined(values));
  }
  return result;
}

}  // namespace assay::evaluation
