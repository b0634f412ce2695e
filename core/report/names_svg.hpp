// SPDX-License-Identifier: Apache-2.0
// The names of objects on a picture.
#pragma once

#include <string>
#include <vector>

#include "core/report/picture_frame.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// "dog 0.88", of bounded length; not escaped.
std::string shown_name(const Object& object);

/// Names of predictions above their boxes and of the truth below, so that both can be read. One
/// that would cover another is left out: predictions come first, each list in its order. Escaped.
std::string names_svg(const std::vector<Object>& predicted, const std::vector<Object>& truth,
                      const PictureFrame& frame);

}  // namespace assay::report
