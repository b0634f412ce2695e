// SPDX-License-Identifier: Apache-2.0
#include "core/report/metric_meaning.hpp"

#include <array>

namespace assay::report {
namespace {

struct Meaning {
  std::string_view metric, words;
};

// COCO's summary; small, medium and large part at 32 x 32 and 96 x 96 pixels.
constexpr std::array kCoco{
    Meaning{"AP", "precision, mean over IoU 0.50 to 0.95"},
    Meaning{"AP50", "precision at IoU 0.50"},
    Meaning{"AP75", "precision at IoU 0.75"},
    Meaning{"APs", "AP of small objects, below 32\u00b2 px"},
    Meaning{"APm", "AP of medium objects"},
    Meaning{"APl", "AP of large objects, above 96\u00b2 px"},
    Meaning{"AR1", "recall with 1 detection an image"},
    Meaning{"AR10", "recall with 10 detections an image"},
    Meaning{"AR100", "recall with 100 detections an image"},
    Meaning{"ARs", "AR of small objects"},
    Meaning{"ARm", "AR of medium objects"},
    Meaning{"ARl", "AR of large objects"},
};

// The same of object keypoint similarity; there is no small.
constexpr std::array kKeypoints{
    Meaning{"AP", "precision, mean over OKS 0.50 to 0.95"},
    Meaning{"AP50", "precision at OKS 0.50"},
    Meaning{"AP75", "precision at OKS 0.75"},
    Meaning{"APm", "AP of medium objects"},
    Meaning{"APl", "AP of large objects, above 96\u00b2 px"},
    Meaning{"AR", "recall, mean over OKS 0.50 to 0.95"},
    Meaning{"AR50", "recall at OKS 0.50"},
    Meaning{"AR75", "recall at OKS 0.75"},
    Meaning{"ARm", "AR of medium objects"},
    Meaning{"ARl", "AR of large objects"},
};

constexpr std::array kOthers{
    Meaning{"top1", "share of images whose best class is right"},
    Meaning{"top5", "share of images with the right class among the best five"},
    Meaning{"miou", "intersection over union, mean over classes"},
    Meaning{"pixel_accuracy", "share of pixels with the right class"},
    Meaning{"mean_accuracy", "share of a class's pixels that are right, mean over classes"},
    Meaning{"fw_iou", "intersection over union, weighted by the classes' pixels"},
    Meaning{"mae", "mean absolute error"},
    Meaning{"rmse", "root of the mean squared error"},
    Meaning{"r2", "share of the truth's variance that is explained"},
    Meaning{"bias", "mean of predicted minus true"},
    Meaning{"psnr", "peak signal to noise ratio in dB, mean over images"},
    Meaning{"ssim", "structural similarity, mean over images"},
};

template <class Table>
std::string_view find(const Table& table, std::string_view metric) {
  for (const Meaning& meaning : table) {
    if (meaning.metric == metric) return meaning.words;
  }
  return "";
}

}  // namespace

std::string_view metric_meaning(std::string_view group, std::string_view metric) {
  if (group == "keypoints") return find(kKeypoints, metric);
  const bool coco = group == "bbox" || group == "segm";
  return coco ? find(kCoco, metric) : find(kOthers, metric);
}

}  // namespace assay::report
