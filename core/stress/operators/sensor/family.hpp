// SPDX-License-Identifier: Apache-2.0
// Effects of cameras, from the lens to the detector, each in the file of its name.
#pragma once

#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress::sensor {

std::vector<Operator> optics();  // CircularAperture, Defocus, Jitter
std::vector<Operator> light();   // Exposure, Vignetting, Haze
std::vector<Operator>
geometry();  // RollingShutter, LensDistortion, ChromaticAberration, Interlacing
std::vector<Operator> detector();  // DetectorNoise, DeadPixels, Bayer, Downscale

}  // namespace assay::stress::sensor
