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

constexpr std::array kOthers{
    Meaning{"top1", "share of images whose best class is right"},
    Meaning{"top5", "share of images with the right class among the best five"},
    Meaning{"miou", "intersection over union, mean over classes"},
    Meaning{"pixel_accuracy", "share of pixels with the right class"},
    Meaning{"mae", "mean absolute error"},
    Meaning{"rmse", "root of the mean squared error"},
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
  const bool coco = group == "bbox" || group == "segm";
  return coco ? find(kCoco, metric) : find(kOthers, metric);
}

}  // namespace assay::report
