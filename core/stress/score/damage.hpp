// SPDX-License-Identifier: Apache-2.0
// What a transformation did to a model's answer about one image: the result of scoring a trial.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace assay::stress {

/// How an answer went wrong. Names are part of findings; they are only ever added.
enum class FailureMode {
  none,
  missed,          // nothing like the object is found any more
  wrong_class,     // something is found in its place
  drifted,         // it is found, but not where it is
  faint,           // it is found below the threshold at which the model is used
  false_positive,  // something is found that is not there
  less_accurate,   // a number, a map of classes or an image is further from the truth
  crashed,         // the model gave no answer
};
/// "missed", "wrong class", ...
std::string_view name_of(FailureMode mode);

/// An object that was found before the transformation and is not any more.
struct LostObject {
  std::size_t annotation = 0;  // index into the data set's annotations; of the baseline's
                               // detections where those are the truth
  FailureMode mode = FailureMode::missed;
  bool operator==(const LostObject&) const = default;
};

struct Damage {
  /// 0: nothing is worse than before; 1: everything that was right is wrong.
  double score = 0;
  /// The same without thresholds, -1 to 1: also where nothing is lost yet it tells a search which
  /// way things get worse. Negative: better than before.
  double guide = 0;
  FailureMode mode = FailureMode::none;  // the most frequent one
  std::vector<LostObject> lost;          // of tasks with objects
  std::size_t false_positives = 0;       // more than before
};

/// Of a trial in which the model gave no answer.
Damage crash_damage();

}  // namespace assay::stress
