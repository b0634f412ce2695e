// SPDX-License-Identifier: Apache-2.0
#include "core/report/html.hpp"

#include "core/report/html_sections.hpp"

namespace assay::report {
namespace {

Slot page_slots(const RunResults& results, const ThumbnailSource& thumbnails) {
  Slot page;
  page.set("project", optional_slot(results.project));
  page.set("command", text_slot(results.command));
  page.set("model", text_slot(results.model));
  page.set("dataset", text_slot(results.dataset));
  page.set("device", text_slot(results.device));
  page.set("problem_type", text_slot(definition::name_of(results.problem_type)));
  page.set("verdict", results.pass ? "pass" : "fail");
  page.set("tiles", tile_slots(results));
  page.set("warnings", warning_slots(results.warnings));
  page.set("metrics", metric_slots(results));
  page.set("gates", gate_slots(results.gates));
  page.set("failures", failure_slots(results.failures));
  page.set("classes", class_slots(results));
  page.set("curves", curve_slots(results));
  page.set("confusions", confusion_slots(results));
  page.set("worst", worst_slots(results, thumbnails));
  return page;
}

}  // namespace

std::string report_html(const RunResults& results, const ThumbnailSource& thumbnails) {
  return render_page("report.html", page_slots(results, thumbnails));
}

}  // namespace assay::report
