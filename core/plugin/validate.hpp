// SPDX-License-Identifier: Apache-2.0
// What a plugin returned for one datapoint against the table of fields in plugin_api/README.md.
// Nothing is clamped, and nothing wrong is read as "no detection".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/predict/outcome.hpp"

namespace assay::plugin {

/// What a definition asks of every prediction.
struct OutputRules {
  definition::ProblemType problem_type = definition::ProblemType::custom;
  std::vector<std::string> keys;  // predict.output.keys, as field names
  std::int64_t first_class = 0;   // the least class index; checked where class_count is not 0
  std::size_t class_count = 0;
};

OutputRules output_rules(const definition::Definition& definition, const definition::Model& model);

/// The fields as assay uses them: exactly the table's dtypes and shapes, sorted by (name, input),
/// or a sentence that names the field and its fault. `image` is the size the plugin saw. Of other
/// dtypes these are converted: f64 to the nearest f32; any integer to i64 (classes, instance_ids)
/// or to i32 (segmentation) where it keeps its value; masks of any dtype to u8; segmentation
/// [1,H,W] to [H,W]; polygons of one ring to a list of one ring.
std::variant<predict::Prediction, std::string> validate(std::vector<predict::Field> fields,
                                                        const OutputRules& rules,
                                                        predict::ImageSize image);

}  // namespace assay::plugin
