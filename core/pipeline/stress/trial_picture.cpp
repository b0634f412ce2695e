// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/trial_picture.hpp"

#include <string>

#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {

TrialPicture picture_of(const TrialSource& source, const Trial& trial, const Picture& picture) {
  TrialPicture made{std::vector<std::byte>(picture.rgb.size()), {}};
  stress::Workspace workspace;
  const std::string& id = source.dataset.datapoints.at(trial.datapoint).id;
  made.motion =
      transform(source.domain, *trial.point, {picture.view(), id, source.seed, trial.draw},
                {made.rgb, picture.size, image::PixelFormat::rgb}, workspace);
  return made;
}

}  // namespace assay::pipeline
