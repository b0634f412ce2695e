// SPDX-License-Identifier: Apache-2.0
#include "core/report/html.hpp"

#include "core/base/check.hpp"
#include "core/report/html_sections.hpp"
#include "core/report/template.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

Slot warning_slots(const RunResults& results) {
  Slot list(Slot::type::list);
  for (const std::string& warning : results.warnings) list << text_slot(warning);
  return section(list, results.warnings.size());
}

Slot page_slots(const RunResults& results, const ThumbnailSource& thumbnails) {
  Slot page;
  page.set("project", results.project.empty() ? Slot(false) : text_slot(results.project));
  page.set("command", text_slot(results.command));
  page.set("model", text_slot(results.model));
  page.set("dataset", text_slot(results.dataset));
  page.set("device", text_slot(results.device));
  page.set("problem_type", text_slot(definition::name_of(results.problem_type)));
  page.set("verdict", results.pass ? "pass" : "fail");
  page.set("tiles", tile_slots(results));
  page.set("warnings", warning_slots(results));
  page.set("metrics", metric_slots(results));
  page.set("gates", gate_slots(results));
  page.set("failures", failure_slots(results));
  page.set("classes", class_slots(results));
  page.set("curves", curve_slots(results));
  page.set("confusions", confusion_slots(results));
  page.set("worst", worst_slots(results, thumbnails));
  return page;
}

}  // namespace

std::string report_html(const RunResults& results, const ThumbnailSource& thumbnails) {
  kainjow::mustache::mustache page{std::string(report_template())};
  ASSAY_CHECK(page.is_valid());
  return page.render(page_slots(results, thumbnails));
}

}  // namespace assay::report
