// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/export_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/image/encode.hpp"
#include "core/pipeline/stress/trial_picture.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kMostFindings = 100;

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  if (!error) std::filesystem::create_directory(folder, error);
  if (error) {
    throw Error(ErrorKind::io, fmt::format("cannot make the folder {}: {}", folder.string(),
                                           describe_errno(error.value())));
  }
}

}  // namespace

void export_pictures(const StressOutcome& outcome, PictureCache& pictures,
                     const RunDirectory& directory, report::StressResults& results) {
  const auto& reproducers = outcome.evidence.reproducers;
  const std::size_t count = std::min(kMostFindings, reproducers.size());
  make_folder(directory.path() / "findings");
  const TrialSource source{outcome.input.dataset, outcome.request.domain, pictures,
                           outcome.request.seed};
  for (std::size_t i = 0; i < count; ++i) {
    const Trial& trial = reproducers[i].smallest.trial;
    const auto picture = pictures.get(trial.datapoint);
    const TrialPicture after = picture_of(source, trial, *picture);
    report::StressFinding& finding = results.findings.at(i);
    finding.before = fmt::format("findings/{:04}-before.png", i + 1);
    finding.after = fmt::format("findings/{:04}-after.png", i + 1);
    directory.write(finding.before, image::encode_png(picture->view()));
    directory.write(finding.after,
                    image::encode_png({after.rgb, picture->size, image::PixelFormat::rgb}));
  }
  if (count < reproducers.size()) {
    log::info("pipeline", fmt::format("pictures of the first findings are kept kept={} findings={}",
                                      count, reproducers.size()));
  }
}

}  // namespace assay::pipeline
