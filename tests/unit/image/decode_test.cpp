// SPDX-License-Identifier: Apache-2.0
#include "core/image/decode.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <span>
#include <thread>

#include "core/base/error.hpp"
#include "core/image/png_decoder.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::decoded;
using test::encoded;
using test::equal;
using test::picture;
using test::reference;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <class Body>
std::string refusal(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    return error.message();
  }
  return "accepted";
}

std::string refusal_of_bytes(const std::string& bytes) {
  return refusal([&] { decoded(encoded_image(bytes, Exif::apply), PixelFormat::rgb); });
}

TEST(Decode, WritesNothingBeyondTheImage) {
  const std::string rgba = encoded(".png", picture(5, 4, CV_8UC4));
  DecodeRules over(Exif::apply);
  over.background = Rgb{1, 2, 3};
  for (const DecodeRules& rules : {DecodeRules(Exif::apply), over}) {
    const auto image = encoded_image(rgba, rules);
    std::vector<std::byte> memory(5 * 4 * 3 + 100, std::byte{0xA5});
    decode(image, {memory, image.size(), PixelFormat::rgb});
    EXPECT_THAT(std::span(memory).last(100), testing::Each(std::byte{0xA5}));
  }
}

TEST(DecodePng, RefusesAnotherSize) {
  std::vector<std::byte> memory(4 * 4 * 3);
  EXPECT_EQ(refusal([&] {
              decode_png(encoded(".png", picture(6, 5)), std::nullopt,
                         {memory, {4, 4}, PixelFormat::rgb});
            }),
            "damaged PNG: its header says 4x4 pixels, its content 6x5");
}

TEST(Decode, GivesOpenCvsPixelsForJpeg) {
  const std::vector<std::vector<int>> kinds{
      {cv::IMWRITE_JPEG_QUALITY, 90},
      {cv::IMWRITE_JPEG_QUALITY, 30, cv::IMWRITE_JPEG_PROGRESSIVE, 1},
      {cv::IMWRITE_JPEG_RST_INTERVAL, 2}};
  for (const auto& options : kinds) {
    const std::string jpeg = encoded(".jpg", picture(131, 77), options);
    const auto image = encoded_image(jpeg, Exif::apply);

    const cv::Mat bgr = reference(jpeg, cv::IMREAD_COLOR);
    cv::Mat rgb, rgba;
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    cv::cvtColor(bgr, rgba, cv::COLOR_BGR2RGBA);

    EXPECT_TRUE(equal(decoded(image, PixelFormat::bgr).pixels, bgr));
    EXPECT_TRUE(equal(decoded(image, PixelFormat::rgb).pixels, rgb));
    EXPECT_TRUE(equal(decoded(image, PixelFormat::rgba).pixels, rgba));
    EXPECT_TRUE(
        equal(decoded(image, PixelFormat::gray).pixels, reference(jpeg, cv::IMREAD_GRAYSCALE)));
    EXPECT_THAT(decoded(image, PixelFormat::rgb).report.notes, IsEmpty());
  }
}

TEST(Decode, GivesOpenCvsPixelsForOtherFormats) {
  const std::vector<std::pair<std::string, std::vector<int>>> writable{
      {".png", {CV_8UC1, CV_8UC3, CV_8UC4, CV_16UC1, CV_16UC3}},
      {".tiff", {CV_8UC1, CV_8UC3, CV_8UC4, CV_16UC1, CV_16UC3}},
      {".bmp", {CV_8UC1, CV_8UC3, CV_8UC4}},
      {".webp", {CV_8UC3, CV_8UC4}},
      {".ppm", {CV_8UC3, CV_16UC3}},
      {".pgm", {CV_8UC1, CV_16UC1}}};
  for (const auto& [extension, types] : writable) {
    for (const int type : types) {
      const std::string file = encoded(extension, picture(31, 17, type));
      const auto image = encoded_image(file, Exif::apply);

      EXPECT_TRUE(equal(decoded(image, PixelFormat::bgr).pixels, reference(file, cv::IMREAD_COLOR)))
          << extension << " " << type;
      EXPECT_TRUE(
          equal(decoded(image, PixelFormat::gray).pixels, reference(file, cv::IMREAD_GRAYSCALE)))
          << extension << " " << type;
    }
  }
}

TEST(Decode, FillsAlphaOfRgba) {
  const auto image = encoded_image(encoded(".png", picture(5, 4, CV_8UC4)), Exif::apply);
  const cv::Mat pixels = decoded(image, PixelFormat::rgba).pixels;
  EXPECT_EQ(pixels.at<cv::Vec4b>(3, 4)[3], 255);
}

TEST(Decode, TurnsAsOpenCvDoesWhenAsked) {
  const std::string upright = encoded(".jpg", picture(40, 24));
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string jpeg = test::with_orientation(upright, orientation);
    const auto image = encoded_image(jpeg, Exif::apply);

    EXPECT_EQ(image.size(), (orientation < 5 ? Size{40, 24} : Size{24, 40}));
    EXPECT_TRUE(equal(decoded(image, PixelFormat::bgr).pixels, reference(jpeg, cv::IMREAD_COLOR)))
        << orientation;
  }
}

TEST(Decode, LeavesPixelsAsStoredWhenAsked) {
  const std::string upright = encoded(".jpg", picture(40, 24));
  const std::string jpeg = test::with_orientation(upright, 6);
  const auto image = encoded_image(jpeg, Exif::ignore);

  const auto result = decoded(image, PixelFormat::bgr);

  EXPECT_EQ(image.size(), (Size{40, 24}));
  EXPECT_TRUE(equal(result.pixels, reference(upright, cv::IMREAD_COLOR)));
  EXPECT_THAT(result.report.notes, ElementsAre("EXIF orientation 6 ignored"));
}

TEST(Decode, NotesWhatHappenedToThePixels) {
  const auto notes = [](const cv::Mat& pixels, const char* extension, PixelFormat format) {
    return decoded(encoded_image(encoded(extension, pixels), Exif::apply), format).report.notes;
  };
  EXPECT_THAT(notes(picture(5, 5, CV_16UC3), ".png", PixelFormat::rgb),
              ElementsAre("16-bit samples scaled to 8 bits"));
  EXPECT_THAT(notes(picture(5, 5, CV_8UC4), ".png", PixelFormat::rgb),
              ElementsAre("alpha dropped"));
  EXPECT_THAT(notes(picture(5, 5, CV_8UC1), ".jpg", PixelFormat::rgb),
              ElementsAre("grey given as colour"));
  EXPECT_THAT(notes(picture(5, 5), ".jpg", PixelFormat::gray), ElementsAre("colour given as grey"));
}

TEST(Decode, RefusesTruncatedJpeg) {
  for (const auto& options :
       {std::vector<int>{}, std::vector<int>{cv::IMWRITE_JPEG_PROGRESSIVE, 1}}) {
    const std::string whole = encoded(".jpg", picture(200, 150), options);
    for (const double part : {0.4, 0.6, 0.9, 0.999}) {
      const auto count = static_cast<std::size_t>(static_cast<double>(whole.size()) * part);
      EXPECT_THAT(refusal_of_bytes(whole.substr(0, count)), HasSubstr("truncated or damaged JPEG"))
          << part;
    }
  }
}

TEST(Decode, KeepsTheGreyOfATruncatedJpegWhenAsked) {
  const std::string whole = encoded(".jpg", picture(200, 160));
  DecodeRules rules;
  rules.truncated = Truncated::keep;
  const auto image = encoded_image(whole.substr(0, whole.size() / 2), rules);
  const auto result = decoded(image, PixelFormat::bgr);
  const cv::Mat all = reference(whole, cv::IMREAD_COLOR);
  EXPECT_TRUE(equal(result.pixels.rowRange(0, 32), all.rowRange(0, 32)));
  EXPECT_EQ(result.pixels.at<cv::Vec3b>(159, 199), cv::Vec3b(128, 128, 128));
  EXPECT_THAT(result.report.notes,
              ElementsAre("truncated: Premature end of JPEG file; what is missing is grey"));
}

TEST(Decode, RefusesDamageThatIsNoTruncationWhateverIsAsked) {
  std::string jpeg = encoded(".jpg", picture(200, 150), {cv::IMWRITE_JPEG_RST_INTERVAL, 2});
  jpeg[jpeg.find("\xFF\xD3") + 1] = '\xD7';  // a restart marker out of turn
  DecodeRules rules;
  rules.truncated = Truncated::keep;
  EXPECT_THAT(refusal([&] { decoded(encoded_image(jpeg, rules), PixelFormat::rgb); }),
              HasSubstr("truncated or damaged JPEG: Corrupt JPEG data"));
}

TEST(Decode, RefusesTwelveBitJpegByRule) {
  std::string jpeg = encoded(".jpg", picture(16, 16));
  jpeg[jpeg.find("\xFF\xC0") + 4] = 12;
  EXPECT_EQ(refusal_of_bytes(jpeg),
            "JPEG with 12-bit samples cannot be decoded; convert the file to PNG");
}

TEST(Decode, RefusesPnmThatWouldComeOutDark) {
  EXPECT_EQ(refusal_of_bytes("P5 1 1 4095\n\x0F\xFF"),
            "PNM whose largest sample is 4095 cannot be decoded; convert the file to PNG");
}

TEST(Decode, NamesTheCauseOfATruncatedJpeg) {
  const std::string whole = encoded(".jpg", picture(200, 150));
  EXPECT_EQ(refusal_of_bytes(whole.substr(0, whole.size() / 2)),
            "truncated or damaged JPEG: Premature end of JPEG file; replace the file");
}

TEST(Decode, ToleratesBytesBeforeTheEndMarkerAndSaysSo) {
  std::string jpeg = encoded(".jpg", picture(64, 48));
  const cv::Mat pixels = reference(jpeg, cv::IMREAD_COLOR);
  jpeg.insert(jpeg.size() - 2, std::string(6, '\x11'));

  const auto result = decoded(encoded_image(jpeg, Exif::apply), PixelFormat::bgr);

  EXPECT_TRUE(equal(result.pixels, pixels));
  ASSERT_EQ(result.report.notes.size(), 1U);
  EXPECT_THAT(result.report.notes[0], HasSubstr("extraneous bytes before marker 0xd9"));
}

TEST(Decode, FindsLossBehindAHarmlessComplaint) {
  std::string jpeg = encoded(".jpg", picture(200, 150));
  jpeg.insert(2, "abc");  // bytes between segments: the first, harmless complaint
  EXPECT_THAT(refusal_of_bytes(jpeg.substr(0, jpeg.size() / 2)), HasSubstr("Premature end"));
}

TEST(Decode, RefusesTruncatedOthers) {
  for (const char* extension : {".png", ".bmp", ".webp"}) {
    const std::string whole = encoded(extension, picture(200, 150));
    testing::internal::CaptureStderr();
    EXPECT_THAT(refusal_of_bytes(whole.substr(0, whole.size() / 2)), HasSubstr("damaged"))
        << extension;
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << extension;
  }
}

TEST(Decode, RefusesDamagedPng) {
  std::string png = encoded(".png", picture(50, 50));
  png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
  testing::internal::CaptureStderr();
  EXPECT_EQ(refusal_of_bytes(png), "damaged PNG: IDAT: incorrect data check; replace the file");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Decode, AppliesThePixelLimitBeforeAllocating) {
  std::string png = encoded(".png", picture(5, 5));
  png.replace(16, 8, std::string("\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF"));
  EXPECT_EQ(refusal_of_bytes(png),
            "2147483647x2147483647 pixels; at most 100000000 are allowed, so scale the image down");

  const std::string fits = encoded(".png", picture(20, 10));
  EXPECT_NO_THROW(encoded_image(fits, Exif::apply, {200, 1000000}));
  EXPECT_THAT(refusal([&] {
                encoded_image(fits, Exif::apply, {199, 1000000});
              }),
              HasSubstr("at most 199 are allowed"));
}

TEST(Decode, AppliesTheLimitOfFileSize) {
  EXPECT_EQ(refusal([] {
              encoded_image(std::string(11, 'x'), Exif::apply, {100, 10});
            }),
            "the file has 11 bytes; at most 10 are allowed");
}

TEST(Decode, RefusesTooManyScans) {
  // Given a progressive file, repeat its last scan: each is a whole pass over the image.
  const std::string jpeg = encoded(".jpg", picture(16, 16), {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
  const std::size_t last = jpeg.rfind("\xFF\xDA");
  const std::string scan = jpeg.substr(last, jpeg.size() - 2 - last);
  std::string bomb = jpeg.substr(0, jpeg.size() - 2);
  for (int i = 0; i < 600; ++i) bomb += scan;
  bomb += "\xFF\xD9";

  EXPECT_EQ(refusal_of_bytes(bomb), "cannot decode JPEG: more than 500 scans");
}

TEST(Decode, RefusesContradictingSizes) {
  // Two frame headers: the probe reads the first, libjpeg refuses the second.
  std::string jpeg = encoded(".jpg", picture(16, 16));
  const std::size_t frame = jpeg.find("\xFF\xC0");
  const std::string segment = jpeg.substr(frame, 19);
  jpeg.insert(frame, segment);
  EXPECT_THAT(refusal_of_bytes(jpeg), HasSubstr("cannot decode JPEG"));
}

TEST(ReadImage, ReadsAFile) {
  const assay::test::TemporaryDirectory directory;
  const auto file = directory.write("a.png", encoded(".png", picture(6, 5)));
  EXPECT_EQ(read_image(file, Exif::apply).size(), (Size{6, 5}));
}

TEST(ReadImage, SaysWhyAFileCannotBeReadWithoutItsPath) {
  const assay::test::TemporaryDirectory directory;
  const auto fifo = directory.path() / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const auto why = [](const std::filesystem::path& file) {
    return refusal([&] { read_image(file, Exif::apply); });
  };
  EXPECT_EQ(why(directory.path() / "absent.jpg"),
            "cannot open the file: No such file or directory");
  EXPECT_EQ(why(directory.path()), "cannot read the file: not a regular file");
  EXPECT_EQ(why(fifo), "cannot read the file: not a regular file");
  EXPECT_EQ(why(directory.write("empty.jpg", "")), "the file is empty");
}

TEST(Decode, IsSafeFromManyThreads) {
  const std::string jpeg = encoded(".jpg", picture(120, 90));
  const cv::Mat expected = reference(jpeg, cv::IMREAD_COLOR);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const bool damaged = round % 2 == 1;
        const auto image = encoded_image(damaged ? jpeg.substr(0, 1500) : jpeg, Exif::apply);
        try {
          if (!equal(decoded(image, PixelFormat::bgr).pixels, expected) || damaged) ++wrong;
        } catch (const Error&) {
          if (!damaged) ++wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ReadImage, DoesNotBlameAFileWhenDescriptorsRunOut) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer needs descriptors of its own to look at an exception";
#endif
  const assay::test::TemporaryDirectory directory;
  const auto file = directory.write("a.jpg", "never read");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);

  try {
    read_image(file, Exif::ignore);
    ADD_FAILURE() << "it was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::exhausted);
  }

  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace assay::image
