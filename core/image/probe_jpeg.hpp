// SPDX-License-Identifier: Apache-2.0
// The JPEG part of probe.hpp.
#pragma once

#include <string_view>

#include "core/image/probe.hpp"

namespace assay::image {

/// `bytes` start with FF D8. Throws Error{dataset}.
Header probe_jpeg(std::string_view bytes);

}  // namespace assay::image
