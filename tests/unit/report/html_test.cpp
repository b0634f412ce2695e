// SPDX-License-Identifier: Apache-2.0
#include "core/report/html.hpp"

#include <gmock/gmock.h>

#include "core/report/base64.hpp"
#include "core/report/text.hpp"
#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::optional<image::Thumbnail> gray_picture(const WorstImage&) {
  const std::vector<std::byte> pixels(32 * 24, std::byte{90});
  return image::make_thumbnail({pixels, {32, 24}, image::PixelFormat::gray}, 480);
}

std::optional<image::Thumbnail> no_picture(const WorstImage&) {
  return std::nullopt;
}

std::string page_of(const RunResults& results) {
  return report_html(results, gray_picture);
}

WorstImage worst_image() {
  ObjectComparison objects{1, 2, 3, {}, {}};
  objects.truth = {{10, 10, 20, 20, "stop sign", std::nullopt}};
  objects.predicted = {{12, 12, 20, 20, "truck", 0.75}};
  return {"bad.jpg", "/secret/place/bad.jpg", {64, 48}, objects};
}

TEST(ReportHtml, ShowsVerdictNumbersGatesAndFailures) {
  const std::string page = page_of(test::sample());
  EXPECT_THAT(page, HasSubstr("<title>fail: detector on val</title>"));
  EXPECT_THAT(page, HasSubstr("<div class=\"verdict fail\">fail</div>"));
  EXPECT_THAT(page, HasSubstr("Road signs"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">0.3034</td><td class=\"number\">0.3000</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">-1</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">n/a</td>"));
  EXPECT_THAT(page, HasSubstr("<td>bbox.AP50 at least 0.3</td>"));
  EXPECT_THAT(page,
              HasSubstr("<td class=\"name\">000123.jpg</td><td class=\"kind\">plugin_crash</td>"));
  EXPECT_THAT(page, HasSubstr("<b>53 / 54</b>"));
}

TEST(ReportHtml, ShowsWhyACloseGateFails) {
  RunResults run = test::sample();
  run.gates = {{"bbox.AP", 0.81397, std::nullopt, 0.813962, false}};
  EXPECT_THAT(page_of(run),
              HasSubstr("<td>bbox.AP at least 0.81397</td><td class=\"number\">0.81396</td>"));
}

TEST(ReportHtml, LeavesOutSectionsWithoutContent) {
  RunResults run = test::sample();
  run.counts = {53, 53, 0};
  run.failures.clear();
  run.project.clear();
  run.pass = true;

  const std::string page = page_of(run);

  for (const char* absent : {"Failed datapoints", "Warnings", "Worst images", "Confusions",
                             "Classes", "Precision and recall", "Failed as empty", "· evaluate"}) {
    EXPECT_THAT(page, Not(HasSubstr(absent)));
  }
  EXPECT_THAT(page, HasSubstr("<div class=\"verdict pass\">pass</div>"));
}

TEST(ReportHtml, EmbedsPicturesWithBoxesAndHidesPaths) {
  RunResults run = test::sample();
  run.worst_images = {worst_image()};
  run.worst_minimum_score = 0.25;

  const std::string page = page_of(run);

  EXPECT_THAT(page, HasSubstr("href=\"data:image/jpeg;base64,/9j/"));
  EXPECT_THAT(page, HasSubstr(">truck 0.75</text>"));
  EXPECT_THAT(page, HasSubstr(">stop sign</text>"));
  EXPECT_THAT(page, HasSubstr("<b>bad.jpg</b>1 found, 3 missed, 2 false"));
  EXPECT_THAT(page, HasSubstr("counted at scores from 0.25"));
  EXPECT_THAT(page, Not(HasSubstr("secret")));
}

TEST(ReportHtml, SaysSoWhenAPictureIsNotToBeHad) {
  RunResults run = test::sample();
  run.worst_images = {worst_image()};
  EXPECT_THAT(report_html(run, no_picture), HasSubstr("<div class=\"frame\">no picture</div>"));
}

TEST(ReportHtml, ShowsTheFirstTwentyFourImages) {
  RunResults run = test::sample();
  run.worst_images.assign(30, worst_image());
  run.worst_images[24].datapoint = "number25.jpg";
  const std::string page = page_of(run);
  EXPECT_THAT(page, HasSubstr("Worst images<small>24</small>"));
  EXPECT_THAT(page, Not(HasSubstr("number25.jpg")));
}

TEST(ReportHtml, RanksClassesWorstFirst) {
  RunResults run = test::sample();
  run.classes = ClassTable{"AP", {{"good", 5, 0.9}, {"none", 0, -1.0}, {"poor", 4, 0.125}}};
  const std::string page = page_of(run);
  EXPECT_LT(page.find("<td>poor</td>"), page.find("<td>good</td>"));
  EXPECT_THAT(page, HasSubstr("width:12.5%"));
  EXPECT_THAT(page, HasSubstr("1 classes have nothing to find in this data set"));
  EXPECT_THAT(page, HasSubstr("Evaluated objects</th>"));
  EXPECT_THAT(page, Not(HasSubstr("but no image with them was evaluated")));
}

TEST(ReportHtml, TellsClassesThatAreNotInTheDataFromThoseThatWereNotEvaluated) {
  RunResults run = test::sample();
  run.classes =
      ClassTable{"top1", {{"good", 5, 0.9}, {"a", 0, -1.0, true}, {"b", 0, -1.0, true}}, "images"};
  const std::string page = page_of(run);
  EXPECT_THAT(page,
              HasSubstr("2 classes are in the data set, but no image with them was evaluated"));
  EXPECT_THAT(page, HasSubstr("Evaluated images</th>"));
  EXPECT_THAT(page, Not(HasSubstr("nothing to find")));
}

TEST(ReportHtml, ShowsConfusionsOfAClassifier) {
  RunResults run = test::sample();
  run.confusions = {{"kite", "goose", 4}, {"drake", "", 1}};
  run.worst_images = {{"k.jpg", "", {32, 24}, ClassComparison{"kite", "goose", 0.876}}};

  const std::string page = page_of(run);

  EXPECT_THAT(page, HasSubstr("<td>kite</td><td>goose</td><td class=\"number\">4</td>"));
  EXPECT_THAT(page, HasSubstr("<td>drake</td><td>(none)</td>"));
  EXPECT_THAT(page, HasSubstr("kite taken for goose (0.88)"));
  EXPECT_THAT(page, Not(HasSubstr("ground truth</span>")));
}

TEST(ReportHtml, EscapesEverything) {
  const std::string page = page_of(test::hostile_sample());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(page, HasSubstr("{{model}}"));  // as text: names are no templates
  EXPECT_EQ(clean_text(page), page);
}

TEST(ReportHtml, ReachesForNothingOutside) {
  RunResults run = test::sample();
  run.worst_images = {worst_image()};
  const std::string page = page_of(run);
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
}

TEST(ReportHtml, GivesEqualBytesForEqualResults) {
  EXPECT_EQ(page_of(test::hostile_sample()), page_of(test::hostile_sample()));
}

TEST(Base64, PadsToFours) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("a"), "YQ==");
  EXPECT_EQ(base64("ab"), "YWI=");
  EXPECT_EQ(base64(std::string("\0\xFF\xFE", 3)), "AP/+");
}

}  // namespace
}  // namespace assay::report
