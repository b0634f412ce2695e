// SPDX-License-Identifier: Apache-2.0
#include "core/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/number.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kFailuresShown = 10;
constexpr std::size_t kNumberWidth = 12, kSecondWidth = 18;

std::string line(std::string_view text) {
  return shortened(one_line(text), kColumns) + "\n";
}

std::string heading(const RunResults& results) {
  const Counts& counts = results.counts;
  std::string text =
      line(fmt::format("{} on {} ({})", results.model, results.dataset, results.device));
  text += fmt::format("{} datapoints, {} evaluated, {} failed\n", counts.total, counts.evaluated,
                      counts.failed);
  return text;
}

const MetricGroup* group_named(const std::vector<MetricGroup>& groups, const std::string& name) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const MetricGroup& group) { return group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

std::size_t name_width(const MetricGroup& group) {
  std::size_t width = length_of(one_line(group.name));
  for (const auto& metric : group.metrics)
    width = std::max(width, length_of(one_line(metric.name)) + 2);
  return std::min(width, std::size_t{40});
}

/// The second column is there when failures make it differ.
std::string metric_table(const MetricGroup& group, const MetricGroup* failed_as_empty) {
  const std::size_t width = name_width(group);
  const std::string name = shortened(one_line(group.name), width);
  std::string text = name;
  if (failed_as_empty != nullptr) {
    text = padded(name, width) + right_aligned("evaluated", kNumberWidth) +
           right_aligned("failed as empty", kSecondWidth);
  }
  text += "\n";
  for (std::size_t i = 0; i < group.metrics.size(); ++i) {
    const auto& metric = group.metrics[i];
    text += padded("  " + shortened(one_line(metric.name), width - 2), width);
    text += right_aligned(shown(metric.value), kNumberWidth);
    if (failed_as_empty != nullptr && i < failed_as_empty->metrics.size()) {
      text += right_aligned(shown(failed_as_empty->metrics[i].value), kSecondWidth);
    }
    text += "\n";
  }
  return text;
}

/// Where a line would be too long the condition is cut, not the value.
std::string gate_line(const Gate& gate) {
  const std::string start = gate.pass ? "  pass  " : "  FAIL  ";
  const std::string end = ": " + shown_value(gate);
  const std::size_t room = kColumns - start.size() - end.size();
  return start + shortened(condition_of(gate), room) + end + "\n";
}

std::string gate_lines(const std::vector<Gate>& gates) {
  std::string text = "gates\n";
  for (const Gate& gate : gates) text += gate_line(gate);
  return text;
}

/// Reasons name a remedy, mostly at their end: they may be wider than the table.
std::string reason_line(const std::string& reason) {
  constexpr std::size_t kLongest = 400;
  return shortened(one_line(reason), kLongest) + "\n";
}

std::string failure_lines(const std::vector<Failure>& failures) {
  std::string text = fmt::format("failures ({})\n", failures.size());
  const std::size_t count = std::min(failures.size(), kFailuresShown);
  for (std::size_t i = 0; i < count; ++i) {
    const Failure& failure = failures[i];
    text += reason_line(fmt::format("  {}  {}: {}", shortened(one_line(failure.datapoint), 36),
                                    predict::name_of(failure.kind), failure.message));
  }
  if (count < failures.size()) {
    text += fmt::format("  and {} more in failures.jsonl\n", failures.size() - count);
  }
  return text;
}

std::string warning_lines(const std::vector<std::string>& warnings) {
  std::string text = "warnings\n";
  for (const std::string& warning : warnings) text += reason_line("  " + warning);
  return text;
}

}  // namespace

std::string text_table(const RunResults& results) {
  std::string text = heading(results);
  for (const MetricGroup& group : results.metrics) {
    const bool differs = results.counts.failed > 0;
    text += "\n" +
            metric_table(group, differs ? group_named(results.metrics_failed_as_empty, group.name)
                                        : nullptr);
  }
  if (!results.warnings.empty()) text += "\n" + warning_lines(results.warnings);
  if (!results.failures.empty()) text += "\n" + failure_lines(results.failures);
  if (!results.gates.empty()) text += "\n" + gate_lines(results.gates);
  return text + fmt::format("\nverdict: {}\n", results.pass ? "pass" : "fail");
}

}  // namespace assay::report
