// SPDX-License-Identifier: Apache-2.0
// The GIF part of probe.hpp.
#pragma once

#include <string_view>

#include "core/image/probe.hpp"

namespace assay::image {

/// `bytes` start with GIF8. The size is the canvas's, on which frames lie. Throws Error{dataset}.
Header probe_gif(std::string_view bytes);

}  // namespace assay::image
