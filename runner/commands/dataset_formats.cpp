// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset_formats.hpp"

#include <fmt/format.h>

namespace assay::runner {

using dataset::convert::Target;

std::optional<Target> chosen_format(const ParsedOptions& options) {
  const auto to = options.choice("to", {"COCO", "YOLO", "VOC"});
  if (!to) return std::nullopt;
  return *to == "COCO" ? Target::coco : *to == "YOLO" ? Target::yolo : Target::voc;
}

std::string text_of(const std::vector<dataset::convert::Loss>& losses) {
  if (losses.empty()) return "";
  std::string text = "not as it was:\n";
  for (const auto& loss : losses) text += fmt::format("  {:>8} {}\n", loss.count, loss.what);
  return text;
}

}  // namespace assay::runner
