// SPDX-License-Identifier: Apache-2.0
#include "core/report/pair_map_svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr int kLeft = 112, kCellWidth = 98, kCellHeight = 48, kBelow = 24;
constexpr int kHatch = 9;                // pixels between lines
constexpr std::size_t kLabelChars = 18;  // for which there is room

struct Corner {
  int x = 0, y = 0;
};

/// Lines down to the left, cut off at the cell's sides.
std::string hatching(const Corner& at) {
  std::string path;
  for (int i = kHatch; i < kCellWidth + kCellHeight; i += kHatch) {
    path += fmt::format("M{} {}L{} {}", at.x + std::min(i, kCellWidth),
                        at.y + std::max(0, i - kCellWidth), at.x + std::max(0, i - kCellHeight),
                        at.y + std::min(i, kCellHeight));
  }
  return fmt::format("<path class=\"hatch\" d=\"{}\"/>", path);
}

std::string rectangle(const Corner& at, const std::string& attributes) {
  return fmt::format("<rect {} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", attributes, at.x,
                     at.y, kCellWidth, kCellHeight);
}

std::string tested(const CellCount& cell, const Corner& at) {
  const std::size_t trials = cell.passed + cell.failed;
  const double share = static_cast<double>(cell.failed) / static_cast<double>(trials);
  return rectangle(at, "class=\"tried\"") +
         rectangle(at, fmt::format("class=\"heat\" fill-opacity=\"{:.2f}\"", share)) +
         fmt::format(
             "<text class=\"share\" x=\"{0}\" y=\"{1}\">{2:.0f} %</text>"
             "<text x=\"{0}\" y=\"{3}\" text-anchor=\"middle\">{4} of {5}</text>",
             at.x + kCellWidth / 2, at.y + 22, 100 * share, at.y + 38, cell.failed, trials);
}

std::string title(const StressPairMap& map, std::size_t x, std::size_t y, const CellCount& cell) {
  const std::size_t trials = cell.passed + cell.failed;
  const std::string came =
      trials == 0 ? "not tested" : fmt::format("{} of {} trials failed", cell.failed, trials);
  return fmt::format(
      "<title>{}</title>",
      escape_markup(fmt::format("{} in {}, {} in {}: {}", map.first, map.first_cells[x], map.second,
                                map.second_cells[y], came)));
}

std::string drawn(const StressPairMap& map, std::size_t x, std::size_t y) {
  const std::size_t rows = map.second_cells.size();
  const CellCount& cell = map.cells[x * rows + y];
  const Corner at{kLeft + static_cast<int>(x) * kCellWidth,
                  static_cast<int>(rows - 1 - y) * kCellHeight};
  const bool untested = cell.passed + cell.failed == 0;
  const std::string inside =
      untested ? rectangle(at, "class=\"untested\"") + hatching(at) : tested(cell, at);
  return "<g>" + title(map, x, y, cell) + inside + rectangle(at, "class=\"edge\"") + "</g>";
}

std::string label(const std::string& values, const Corner& at, const char* anchor) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\"><title>{}</title>{}</text>", at.x,
                     at.y, anchor, escape_markup(values),
                     escape_markup(shortened(one_line(values), kLabelChars)));
}

std::string labels(const StressPairMap& map) {
  std::string svg;
  const std::size_t rows = map.second_cells.size();
  for (std::size_t y = 0; y < rows; ++y) {
    const int middle = static_cast<int>(rows - 1 - y) * kCellHeight + kCellHeight / 2;
    svg += label(map.second_cells[y], {kLeft - 6, middle + 4}, "end");
  }
  for (std::size_t x = 0; x < map.first_cells.size(); ++x) {
    const int middle = kLeft + static_cast<int>(x) * kCellWidth + kCellWidth / 2;
    svg += label(map.first_cells[x], {middle, static_cast<int>(rows) * kCellHeight + 16}, "middle");
  }
  return svg;
}

}  // namespace

int pair_map_height(const StressPairMap& map) {
  return static_cast<int>(map.second_cells.size()) * kCellHeight + kBelow;
}

std::string pair_map_svg(const StressPairMap& map) {
  ASSAY_CHECK(map.cells.size() == map.first_cells.size() * map.second_cells.size());
  std::string svg;
  for (std::size_t x = 0; x < map.first_cells.size(); ++x) {
    for (std::size_t y = 0; y < map.second_cells.size(); ++y) svg += drawn(map, x, y);
  }
  return svg + labels(map);
}

}  // namespace assay::report
