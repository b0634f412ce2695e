// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_html.hpp"

#include <fmt/format.h>

#include "core/report/stress_html_sections.hpp"

namespace assay::report {
namespace {

/// Where a page without failures would look as if something had gone wrong.
std::string why_nothing(const StressResults& results) {
  if (results.at_stake == 0) {
    return "Nothing was at stake: the model's answer to no image was right, so that no "
           "transformation could make one worse.";
  }
  if (results.failures == 0) return "No trial failed.";
  return "";
}

std::string what_is_true(const StressResults& results) {
  if (results.oracle == "baseline") {
    return "What is true is the model's own answer to the image itself, moved as the image was.";
  }
  std::string text = "What is true is moved as the image was.";
  if (results.threshold) {
    text += " What need not be found, as too little of it is left to be seen, is not drawn.";
  }
  return text;
}

Slot legend_of(const StressResults& results, const FailurePainter& painter) {
  Slot legend = painter.legend();
  if (legend.is_false()) return legend;
  if (results.threshold) legend.set("minimum_score", fmt::format("{:.2f}", *results.threshold));
  legend.set("truth", text_slot(what_is_true(results)));
  return legend;
}

Slot page_slots(const StressResults& results, const PicturePairSource& pictures) {
  FailurePainter painter(pictures);
  Slot page;
  page.set("project", optional_slot(results.project));
  page.set("model", text_slot(results.model));
  page.set("dataset", text_slot(results.dataset));
  page.set("domain", text_slot(results.domain));
  page.set("device", text_slot(results.device));
  page.set("problem_type", text_slot(definition::name_of(results.problem_type)));
  page.set("verdict", results.pass() ? "pass" : "fail");
  page.set("tiles", stress_tiles(results));
  page.set("facts", fact_slots(results));
  page.set("warnings", warning_slots(results.warnings));
  page.set("gates", gate_slots(results.gates));
  page.set("failures", failure_slots(results.failures_of_baseline));
  page.set("nothing", optional_slot(why_nothing(results)));
  page.set("clusters", cluster_slots(results, painter));
  page.set("robustness", robustness_slots(results.robustness));
  page.set("axes", axis_slots(results));
  page.set("boundaries", boundary_slots(results));
  page.set("maps", map_slots(results.coverage));
  page.set("findings", finding_slots(results, painter));
  page.set("legend", legend_of(results, painter));
  page.set("coverage", coverage_slots(results.coverage));
  page.set("measured", measured_slots(results));
  return page;
}

}  // namespace

std::string stress_html(const StressResults& results, const PicturePairSource& pictures) {
  return render_page("stress.html", page_slots(results, pictures));
}

}  // namespace assay::report
