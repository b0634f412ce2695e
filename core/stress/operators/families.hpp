// SPDX-License-Identifier: Apache-2.0
// All operators, by family; each function is in the file of its family.
#pragma once

#include <initializer_list>
#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Those of several families, one family after the other.
using Family = std::vector<Operator> (*)();
std::vector<Operator> all_of(std::initializer_list<Family> families);

std::vector<Operator> common_operators();     // ChooseImage, EvaluateSample, merges
std::vector<Operator> tone_operators();       // one channel's value at a time
std::vector<Operator> color_operators();      // the colours of one pixel at a time
std::vector<Operator> histogram_operators();  // values of a pixel by what others are
std::vector<Operator> noise_operators();
std::vector<Operator> blur_operators();
std::vector<Operator> compression_operators();
std::vector<Operator> weather_operators();
std::vector<Operator> occlusion_operators();
std::vector<Operator> affine_operators();      // flips, Affine, Perspective
std::vector<Operator> distortion_operators();  // warps that bend lines
std::vector<Operator> sensor_operators();
std::vector<Operator> corruption_operators();  // any of those by name
std::vector<Operator> imagenet_c_operators();  // the 15 + 4 corruptions

}  // namespace assay::stress
