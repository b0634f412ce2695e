// SPDX-License-Identifier: Apache-2.0
#include "core/report/metric_meaning.hpp"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

TEST(MetricMeaning, KnowsAllTwelveOfBoxes) {
  for (const char* metric :
       {"AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"}) {
    EXPECT_NE(metric_meaning("bbox", metric), "") << metric;
  }
}

TEST(MetricMeaning, KnowsAllTenOfKeypoints) {
  for (const char* metric :
       {"AP", "AP50", "AP75", "APm", "APl", "AR", "AR50", "AR75", "ARm", "ARl"}) {
    EXPECT_NE(metric_meaning("keypoints", metric), "") << metric;
  }
  EXPECT_EQ(metric_meaning("keypoints", "APs"), "");
}

TEST(MetricMeaning, IsEmptyForAnUnknownMetric) {
  EXPECT_EQ(metric_meaning("bbox", "top1"), "");
  EXPECT_EQ(metric_meaning("mine", "AP"), "");
  EXPECT_EQ(metric_meaning("classification", "top1"), "share of images whose best class is right");
}

}  // namespace
}  // namespace assay::report
