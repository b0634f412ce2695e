// SPDX-License-Identifier: Apache-2.0
// The rules, file by file: awkward_outcomes.csv says what becomes of each awkward file. With
// ASSAY_WRITE_OUTCOMES=FILE the table as it is now is written there, for whoever changes a rule.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/image/pictures.hpp"
#include "tests/unit/image/reference_decoders.hpp"

namespace assay::image {
namespace {

using test::decoded;

const std::filesystem::path kAwkward =
    std::filesystem::path(ASSAY_SHARED_DATA) / "images" / "awkward";

/// The table without its two head lines: file to the rest of the line.
std::map<std::string, std::string> expected_outcomes() {
  std::map<std::string, std::string> outcomes;
  std::ifstream table(ASSAY_AWKWARD_OUTCOMES);
  for (std::string line; std::getline(table, line);) {
    const std::size_t comma = line.find(',');
    if (line.starts_with("#") || line.starts_with("file,")) continue;
    outcomes[line.substr(0, comma)] = line.substr(comma + 1);
  }
  return outcomes;
}

/// "decoded,WIDTHxHEIGHT,note; note" or "refused,,message".
std::string outcome_of(const std::string& bytes, const DecodeRules& rules = {}) {
  try {
    const EncodedImage image = encoded_image(bytes, rules);
    std::ostringstream text;
    text << "decoded," << image.size().width << "x" << image.size().height << ",";
    const auto notes = decoded(image, PixelFormat::rgb).report.notes;
    for (std::size_t i = 0; i < notes.size(); ++i) text << (i == 0 ? "" : "; ") << notes[i];
    return text.str();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset) << error.message();
    return "refused,," + error.message();
  }
}

void write_outcomes(const std::string& file) {
  std::ofstream table(file);
  table << "# SPDX-License-Identifier: Apache-2.0\nfile,outcome,size,notes or message\n";
  for (const auto& [name, outcome] : expected_outcomes()) {
    table << name << "," << outcome_of(read_file(kAwkward / name)) << "\n";
  }
}

TEST(AwkwardOutcomes, AreThoseOfTheTable) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward");
  if (const char* file = std::getenv("ASSAY_WRITE_OUTCOMES"); file != nullptr) write_outcomes(file);
  const auto expected = expected_outcomes();
  EXPECT_EQ(expected.size(), 321U);
  for (const auto& [name, outcome] : expected) {
    EXPECT_EQ(outcome_of(read_file(kAwkward / name)), outcome) << name;
  }
}

TEST(AwkwardOutcomes, AreHadInReasonableTime) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward");
  using Clock = std::chrono::steady_clock;
  DecodeRules rules = Exif::ignore;
  rules.truncated = Truncated::keep;
  rules.background = Rgb{255, 0, 255};
  for (const auto& [name, outcome] : expected_outcomes()) {
    const std::string bytes = read_file(kAwkward / name);
    const auto begin = Clock::now();
    outcome_of(bytes, rules);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5)) << name;
  }
}

/// Whether `pixels` are the samples, their alpha dropped, or laid over `background`.
bool are_samples(const cv::Mat& rgb, const test::Samples& samples,
                 const std::optional<Rgb>& background) {
  if (rgb.cols != static_cast<int>(samples.width) || rgb.rows != static_cast<int>(samples.height)) {
    return false;
  }
  const std::uint64_t most = samples.most;
  const Rgb under = background.value_or(Rgb{});
  const std::uint64_t behind[] = {under.red * most / 255, under.green * most / 255,
                                  under.blue * most / 255};
  for (std::size_t i = 0; i < samples.width * samples.height; ++i) {
    const std::uint16_t* from = samples.rgba.data() + i * 4;
    const std::uint64_t alpha = background ? from[3] : most;
    for (int c = 0; c < 3; ++c) {
      const std::uint64_t mixed = (from[c] * alpha + behind[c] * (most - alpha) + most / 2) / most;
      if (rgb.data[i * 3 + static_cast<std::size_t>(c)] != (most == 255 ? mixed : mixed >> 8)) {
        return false;
      }
    }
  }
  return true;
}

TEST(AwkwardOutcomes, HaveThePixelsOfLibpngAndLibjpeg) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward");
  int png = 0, jpeg = 0;
  for (const auto& [name, outcome] : expected_outcomes()) {
    if (!outcome.starts_with("decoded")) continue;
    const std::string bytes = read_file(kAwkward / name);
    for (const std::optional<Rgb> background : {std::optional<Rgb>{}, {Rgb{200, 10, 77}}}) {
      DecodeRules rules = Exif::ignore;
      rules.background = background;
      const EncodedImage image = encoded_image(bytes, rules);
      const bool is_png = image.header.format == FileFormat::png;
      if (!is_png && image.header.format != FileFormat::jpeg) continue;
      const auto samples = is_png ? test::png_samples(bytes) : test::jpeg_samples(bytes);
      ASSERT_TRUE(samples) << name;
      EXPECT_TRUE(are_samples(decoded(image, PixelFormat::rgb).pixels, *samples, background))
          << name << (background ? " over a background" : "");
      ++(is_png ? png : jpeg);
    }
  }
  EXPECT_GE(png, 2 * 60);
  EXPECT_GE(jpeg, 2 * 60);
}

}  // namespace
}  // namespace assay::image
