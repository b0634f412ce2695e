// SPDX-License-Identifier: Apache-2.0
// The gallery of worst images in report.html.
#include <gmock/gmock.h>

#include "core/report/html.hpp"
#include "core/report/objects_svg.hpp"
#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

image::Thumbnail gray(image::Size size) {
  const std::vector<std::byte> pixels(static_cast<std::size_t>(size.width * size.height),
                                      std::byte{90});
  return image::make_thumbnail({pixels, size, image::PixelFormat::gray}, kPictureSide);
}

std::string page_of(const std::vector<WorstImage>& worst) {
  RunResults run = test::sample();
  run.worst_images = worst;
  return report_html(run, [](const WorstImage&) { return gray({32, 24}); });
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string legend_of(const std::string& page) {
  const auto begin = page.find("<div class=\"legend\">", page.find("Worst images"));
  return begin == std::string::npos ? "" : page.substr(begin, page.find("</div>", begin) - begin);
}

Object object(std::optional<double> score) {
  return {4, 4, 20, 12, "dog", score};
}

WorstImage image_of(Comparison comparison) {
  return {"bad.jpg", "/secret/bad.jpg", {64, 48}, std::move(comparison), "a remark"};
}

TEST(WorstImages, HaveALegendOfWhatIsDrawn) {
  Object boxed = object(0.5), masked = object(0.5), posed = object(0.5);
  masked.mask = {{4, 4}, {8, 8}};
  posed.keypoints = {{5, 5, Keypoint::State::visible}};
  const auto legend = [](const Object& drawn) {
    return legend_of(page_of({image_of(ObjectComparison{0, 1, 0, {}, {drawn}})}));
  };
  EXPECT_THAT(legend(boxed), HasSubstr("class=\"box\""));
  EXPECT_THAT(legend(masked), HasSubstr("class=\"mask m0\""));
  EXPECT_THAT(legend(posed), HasSubstr("class=\"cross\""));
  EXPECT_THAT(legend(posed), HasSubstr("ground truth, hidden"));
}

TEST(WorstImages, SayHowObjectsWereMatched) {
  RunResults run = test::sample();
  run.worst_minimum_score = 0.25;
  const auto page = [&](const Object& drawn) {
    run.worst_images = {image_of(ObjectComparison{0, 1, 0, {}, {drawn}})};
    return report_html(run, [](const WorstImage&) { return gray({32, 24}); });
  };
  Object posed = object(0.5);
  posed.keypoints = {{5, 5, Keypoint::State::visible}};
  EXPECT_THAT(page(object(0.5)), HasSubstr("counted at scores from 0.25 and IoU from 0.50"));
  EXPECT_THAT(page(posed), HasSubstr("counted at scores from 0.25 and OKS from 0.50"));
}

TEST(WorstImages, SayWhatIsLeftOut) {
  ObjectComparison objects;
  objects.predicted.assign(kPredictionsDrawn + 1, object(0.5));
  objects.truth.assign(kTruthDrawn + 1, object(std::nullopt));
  EXPECT_THAT(
      page_of({image_of(objects)}),
      HasSubstr("the best 40 of 41 predictions are drawn; the first 100 of 101 true objects "
                "are drawn"));
}

TEST(WorstImages, ShowLabelsInThreeViewsOfOnePicture) {
  const LabelComparison labels{"P", "T", "M", {{"sky", {0x12, 0x34, 0xAB}}}};

  const std::string page = page_of({image_of(labels), image_of(labels)});

  EXPECT_EQ(count_of(page, "data:image/jpeg"), 2U);
  EXPECT_EQ(count_of(page, "data:image/png"), 6U);
  EXPECT_EQ(count_of(page, "id=\"p1\""), 1U);
  EXPECT_EQ(count_of(page, "href=\"#p1\""), 3U);
  EXPECT_THAT(page, HasSubstr("<div class=\"title\">mistakes</div>"));
  EXPECT_THAT(page, HasSubstr("<i style=\"background:#1234ab\"></i>sky"));
  EXPECT_THAT(page, HasSubstr("<b>bad.jpg</b>a remark"));
  EXPECT_THAT(legend_of(page), HasSubstr("counts nowhere"));
}

TEST(WorstImages, ShowWhatWasReturnedBesideItsTarget) {
  const PictureComparison pictures{gray({20, 10}), gray({10, 20})};

  const std::string page = page_of({image_of(pictures)});

  EXPECT_EQ(count_of(page, "data:image/jpeg"), 3U);
  EXPECT_THAT(page, HasSubstr("<div class=\"title\">returned</div><div class=\"frame\"><svg "
                              "viewBox=\"0 0 480 240\">"));
  EXPECT_THAT(page, HasSubstr("<div class=\"title\">target</div><div class=\"frame\"><svg "
                              "viewBox=\"0 0 240 480\">"));
}

TEST(WorstImages, HaveTheirRemarkWhereThereIsNothingToCompare) {
  const std::string page = page_of({image_of({})});
  EXPECT_THAT(page, HasSubstr("<b>bad.jpg</b>a remark"));
  EXPECT_EQ(count_of(page, "data:image/jpeg"), 1U);
  EXPECT_EQ(legend_of(page), "");
  EXPECT_THAT(page, Not(HasSubstr("class=\"title\"")));
}

TEST(WorstImages, ReachForNothingOutside) {
  const std::string page = page_of({image_of(LabelComparison{"P", "T", "M", {}}),
                                    image_of(PictureComparison{gray({2, 2}), gray({2, 2})})});
  for (const char* outside : {"http:", "https:", "src=", "url(", "<script", "secret"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
}

}  // namespace
}  // namespace assay::report
