// SPDX-License-Identifier: Apache-2.0
// What of an image a lossy file keeps, for the operators that make one.
#pragma once

#include "core/stress/effect.hpp"

namespace assay::stress {

/// Quality is libjpeg's, 0 to 100.
Filter through_jpeg(int quality);

}  // namespace assay::stress
