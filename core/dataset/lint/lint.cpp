// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/lint.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/lint/coco_lint.hpp"
#include "core/dataset/lint/label_maps.hpp"
#include "core/dataset/lint/read_lint.hpp"
#include "core/dataset/lint/task_fit.hpp"
#include "core/dataset/read.hpp"

namespace assay::dataset::lint {
namespace {

void check_by_format(const definition::Dataset& spec, definition::ProblemType task,
                     const Options& options, Report& report) {
  check_needless_sigmas(spec, task, report.findings);
  if (spec.format == definition::DatasetFormat::coco) {
    check_coco_kind(spec, task, report.findings);
  }
  if (is_panoptic(spec, task)) return check_panoptic(spec, task, options, report);
  if (spec.format == definition::DatasetFormat::coco) {
    return check_coco(spec, task, options, report);
  }
  check_read(spec, task, options, report);
}

}  // namespace

Report check(const definition::Dataset& spec, definition::ProblemType task,
             const Options& options) {
  Report report{Findings(options.most_findings)};
  try {
    check_by_format(spec, task, options, report);
  } catch (const FileFault& fault) {
    report.findings.add(Rule::file_format, {fault.file(), fault.record()}, fault.problem());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset) throw;
    const std::string& file =
        spec.annotations.empty() ? spec.images.string() : spec.annotations.string();
    report.findings.add(Rule::file_format, {file, ""}, error.message());
  }
  return report;
}

}  // namespace assay::dataset::lint
