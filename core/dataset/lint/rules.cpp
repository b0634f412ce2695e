// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/rules.hpp"

#include <array>

namespace assay::dataset::lint {
namespace {

constexpr auto kError = Severity::error;
constexpr auto kWarning = Severity::warning;
constexpr std::string_view kMissed =
    "nothing can match it: it counts as missed, whatever a model predicts";

constexpr std::array<RuleText, kRuleCount> kTexts{{
    {"file-format", kError, kRefused},
    {"unfit-truth", kError, kRefused},
    {"record-form", kError, kRefused},
    {"non-finite-number", kError, kRefused},
    {"duplicate-id", kError,
     "COCO evaluation reads the last record of an id in place of each; images and categories that "
     "share one are refused"},
    {"id-zero", kError,
     "COCO evaluation counts what finds such an object as a false positive, which lowers AP and "
     "AR"},
    {"unknown-image", kError, kRefused},
    {"unknown-category", kError, kRefused},
    {"category-name", kError, "no class of a model can be matched with it by its name"},
    {"class-conflict", kError, kRefused},
    {"file-name", kError, kRefused},
    {"duplicate-file", kError, "the image counts twice, or the data set is refused"},
    {"missing-image", kError, "the image fails in every run: its objects count as missed"},
    {"file-name-case", kError, "the image is not found: its objects count as missed"},
    {"undecodable-image", kError, "the image fails in every run: its objects count as missed"},
    {"image-size", kError, "its objects lie elsewhere in the image that the model gets"},
    {"missing-annotation", kError, kRefused},
    {"negative-size", kError, kMissed},
    {"negative-area", kError, "the object belongs to no range of areas: it is ignored everywhere"},
    {"box-format", kError, "next to nothing that a model finds matches such boxes"},
    {"box-outside", kError, kMissed},
    {"outline-form", kError, "InstanceSegmentation refuses the data set until it is mended"},
    {"outline-size", kError, "InstanceSegmentation refuses the data set until it is mended"},
    {"outline-outside", kError, kMissed},
    {"keypoint-form", kError, "Keypoints refuses the data set until it is mended"},
    {"keypoint-number", kError, "Keypoints refuses the data set until it is mended"},
    {"keypoint-count", kError,
     "COCO ignores an object whose num_keypoints is 0 and counts any other, whatever its points "
     "say"},
    {"keypoint-sigmas", kError, kRefused},
    {"label-map", kError, kRefused},
    {"label-map-size", kError, kRefused},
    {"unknown-label", kError, kRefused},
    {"segment", kError, "the segments of the image are refused, or have no pixels"},
    {"empty-box", kWarning, kMissed},
    {"box-partly-outside", kWarning,
     "a model that keeps to the image cannot reach an IoU of 1 with it"},
    {"box-outline", kWarning, "what matches the outline does not match the box, or the other way"},
    {"outline-partly-outside", kWarning, "what lies outside of the image is cut off"},
    {"area", kWarning,
     "the object may count in another range of areas (APs, APm, APl), and its OKS is another"},
    {"near-duplicate", kWarning,
     "one detection finds only one of them: the other counts as missed"},
    {"keypoint-outside", kWarning, "no point that a model finds in the image comes near it"},
    {"keypoint-flag", kWarning, "0 (not labelled), 1 (hidden) and 2 (visible) are known"},
    {"no-image-size", kWarning, "outlines cannot be filled, nor places be checked"},
    {"exif-turn", kWarning,
     "the model gets the image turned upright, and its annotations seem not to be"},
    {"same-image", kWarning, "the image counts twice"},
    {"unused-category", kWarning, "it has no AP or accuracy: the mean is over the others"},
    {"single-image-class", kWarning, "its accuracy is 0 or 1: one image decides"},
    {"only-difficult", kWarning, "nothing in the image needs to be found"},
    {"name-encoding", kWarning, "reports write the name with %XX"},
    {"no-labels", kWarning, "the image is taken for empty: whatever is found in it is a mistake"},
    {"stray-annotation", kWarning, "it is not read"},
    {"ignored-file", kWarning, "it is not read"},
}};

}  // namespace

const RuleText& text_of(Rule rule) {
  return kTexts[static_cast<std::size_t>(rule)];
}

}  // namespace assay::dataset::lint
