// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_html.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include "core/report/text.hpp"
#include "tests/unit/report/stress_sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

ShownAnswer answer_with(const std::string& class_name) {
  const std::vector<std::byte> pixels(32 * 24, std::byte{90});
  ObjectComparison objects{1, 2, 3, {}, {}};
  objects.truth = {{2, 2, 9, 9, class_name, std::nullopt}};
  objects.predicted = {{3, 3, 9, 9, class_name, 0.75}};
  return {
      {32, 24}, image::make_thumbnail({pixels, {32, 24}, image::PixelFormat::gray}, 480), objects};
}

std::optional<PicturePair> pair_of(const StressFinding& failure) {
  return PicturePair{answer_with("before " + failure.datapoint),
                     answer_with("after " + failure.datapoint)};
}

std::optional<PicturePair> no_pair(const StressFinding&) {
  return std::nullopt;
}

std::string page_of(const StressResults& results) {
  return stress_html(results, pair_of);
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(StressHtml, ShowsVerdictGatesAndNumbers) {
  const std::string page = page_of(test::stress_sample());
  EXPECT_THAT(page, HasSubstr("<title>fail: detector on val in dusk</title>"));
  EXPECT_THAT(page, HasSubstr("<div class=\"verdict fail\">fail</div>"));
  EXPECT_THAT(page, HasSubstr("<b>4.2 %</b><span>failure probability, 2.1 to 7.8 %</span>"));
  EXPECT_THAT(page, HasSubstr("<b>12 / 40</b>"));
  EXPECT_THAT(page, HasSubstr("<b>85</b><span>failed trials, 31 distinct</span>"));
  EXPECT_THAT(page, HasSubstr("<b>990</b><span>predictions, of a budget of 1000</span>"));
  EXPECT_THAT(page, HasSubstr("objects from score <b>0.25</b>"));
  EXPECT_THAT(page, HasSubstr("right of the images themselves <b>61 of 90</b>"));
  EXPECT_THAT(page, HasSubstr("seed <b>11</b>"));
  EXPECT_THAT(page, HasSubstr("<td>failure_probability at most 0.05</td>"
                              "<td class=\"number\">0.0710</td>"));
  EXPECT_THAT(page, HasSubstr("<td>stress.datapoints_broken at most 20</td>"
                              "<td class=\"number\">12</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"name\">000123.jpg</td>"));
  EXPECT_LT(page.find(">Gates<"), page.find(">Where it fails<"));
}

TEST(StressHtml, DrawsTheAnswersBeforeAndAfter) {
  const std::string page = page_of(test::stress_sample());
  for (const char* text : {">before b.jpg 0.75</text>", ">after b.jpg 0.75</text>",
                           ">before a.jpg 0.75</text>", ">after a.jpg 0.75</text>"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
  EXPECT_EQ(count_of(page, "href=\"data:image/jpeg;base64,/9j/"), 4U);
  EXPECT_EQ(count_of(page, "id=\"p3\""), 1U);
  EXPECT_THAT(page, HasSubstr("counted at scores from 0.25 and IoU from 0.50"));
}

TEST(StressHtml, ShowsSettingsShortAndTheCommandWhole) {
  const std::string page = page_of(test::stress_sample());
  EXPECT_THAT(page, HasSubstr("<code>light.stops=-1.235</code>"));
  EXPECT_THAT(page, HasSubstr("<code>pose.flip=true</code>"));
  EXPECT_THAT(page, HasSubstr("--set light.stops=-1.23456789</code>"));
}

TEST(StressHtml, SaysSoWhenPicturesAreNotToBeHad) {
  const std::string page = stress_html(test::stress_sample(), no_pair);
  EXPECT_EQ(count_of(page, "no picture"), 2U);
  EXPECT_THAT(page, Not(HasSubstr("Marks on pictures")));
}

TEST(StressHtml, SaysWhoseWordIsTrue) {
  StressResults run = test::stress_sample();
  run.oracle = "baseline";
  EXPECT_THAT(page_of(run), HasSubstr("the model&apos;s own answer to the image itself"));
}

TEST(StressHtml, RanksClustersByImagesAndAxesByDamage) {
  StressResults run = test::stress_sample();
  run.clusters.push_back(run.clusters[0]);
  run.clusters[1].rule = "everywhere else";
  run.clusters[1].images = 20;
  const std::string page = page_of(run);
  EXPECT_LT(page.find("<code>everywhere else</code>"), page.find("<code>light.stops &lt; -1"));
  EXPECT_LT(page.find("<td class=\"name\">light.stops</td>"),
            page.find("<td class=\"name\">pose.flip</td>"));
  EXPECT_THAT(page, HasSubstr("80.0 % of the trials in it fail so · 34.0 % of all such failures"));
}

TEST(StressHtml, ShowsWhereHalfOfTheImagesFail) {
  StressResults run = test::stress_sample();
  const std::string page = page_of(run);
  EXPECT_THAT(page, HasSubstr("<div>-0.4 stops (0.2 or more)</div>"));
  EXPECT_THAT(page, HasSubstr("half fail at -0.4 stops (0.2 or more) · 6 of 10 images fail"));

  run.axes[1].boundaries[0].failed = 0;
  const std::string unbroken = page_of(run);
  EXPECT_THAT(unbroken, HasSubstr("stand the whole range of: light.stops below"));
  EXPECT_THAT(unbroken, Not(HasSubstr("6 of 10 images")));
}

TEST(StressHtml, ShowsWhatWasTested) {
  const std::string page = page_of(test::stress_sample());
  EXPECT_THAT(page, HasSubstr("<h3>4 cells of single axes</h3>"));
  const std::size_t pairs = page.find("<h3>4 pairs of cells of two axes</h3>");
  ASSERT_NE(pairs, std::string::npos);
  const std::string shown = page.substr(pairs, page.find("</section>", pairs) - pairs);
  EXPECT_THAT(shown, HasSubstr("1 tried, nothing failed"));
  EXPECT_THAT(shown, HasSubstr("2 with a failure"));
  EXPECT_THAT(shown, HasSubstr("1 not tested"));
  EXPECT_THAT(shown, HasSubstr("<li>light.stops in -1 to 0 and pose.flip in false</li>"));
}

TEST(StressHtml, LeavesOutSectionsWithoutContent) {
  StressResults run;
  run.model = "m";
  run.counts = {3, 3, 0};
  run.at_stake = 3;
  const std::string page = page_of(run);
  for (const char* absent : {">Gates<", ">Warnings<", ">Failed datapoints<", ">Where it fails<",
                             ">Axes<", ">How much images stand<", ">Maps of two axes<",
                             ">Smallest reproducers<small>", ">Coverage<", ">Marks on pictures<"}) {
    EXPECT_THAT(page, Not(HasSubstr(absent)));
  }
  EXPECT_THAT(page, HasSubstr("<div class=\"verdict pass\">pass</div>"));
  EXPECT_THAT(page, HasSubstr("No trial failed."));
  EXPECT_THAT(page, HasSubstr("<b>The failure probability</b> was not measured"));
  run.at_stake = 0;
  EXPECT_THAT(page_of(run), HasSubstr("Nothing was at stake"));
}

TEST(StressHtml, SaysWhatWasNotMeasured) {
  StressResults run = test::stress_sample();
  for (StressAxis& axis : run.axes) {
    axis = {axis.axis, axis.values, std::nullopt, std::nullopt, std::nullopt, std::nullopt, {}};
  }
  const std::string page = page_of(run);
  EXPECT_EQ(count_of(page, "not measured</span>"), 4U);
  EXPECT_THAT(page, Not(HasSubstr("interval of the latter")));
  EXPECT_THAT(page, Not(HasSubstr(">How much images stand<")));
}

TEST(StressHtml, StaysBoundedHoweverMuchThereIs) {
  StressResults run = test::stress_sample();
  run.findings.clear();
  for (int i = 0; i < 300; ++i) run.findings.push_back(test::stress_finding(fmt::format("f{}", i)));
  run.clusters.assign(40, run.clusters[0]);
  for (StressCluster& cluster : run.clusters) {
    cluster.shown.assign(9, test::stress_finding("c.jpg"));
  }
  run.axes.assign(30, run.axes[1]);
  run.coverage.pairs = 435;
  std::size_t asked = 0;
  const std::string page = stress_html(run, [&](const StressFinding& failure) {
    ++asked;
    return pair_of(failure);
  });
  EXPECT_EQ(asked, 12 * 2 + 24U);
  EXPECT_THAT(page, HasSubstr("and 200 more in findings.jsonl"));
  EXPECT_THAT(page, HasSubstr("<b>f99</b>"));
  EXPECT_THAT(page, Not(HasSubstr("<b>f100</b>")));
  EXPECT_EQ(count_of(page, "for example b.jpg"), 28U);
  EXPECT_EQ(count_of(page, "half fail at -0.4 stops (0.2 or more) · 6 of 10 images fail</fig"),
            24U);
  EXPECT_THAT(page, HasSubstr("6 more are in summary.json"));
  EXPECT_THAT(page, HasSubstr("1 of 435 pairs"));
  EXPECT_THAT(page, HasSubstr("434 more pairs of axes are left out"));
}

TEST(StressHtml, EscapesEverything) {
  const std::string page = page_of(test::hostile_stress_sample());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(page, HasSubstr("{{model}}"));  // as text: names are no templates
  EXPECT_EQ(clean_text(page), page);
}

TEST(StressHtml, ReachesForNothingOutside) {
  const std::string page = page_of(test::stress_sample());
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link", "<a "}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
}

TEST(StressHtml, GivesEqualBytesForEqualResults) {
  EXPECT_EQ(page_of(test::hostile_stress_sample()), page_of(test::hostile_stress_sample()));
}

}  // namespace
}  // namespace assay::report
