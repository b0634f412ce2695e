// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/bilinear.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "core/stress/random/stream.hpp"
#include "core/stress/warp/homography.hpp"
#include "core/stress/warp/resample.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

constexpr std::array kModes{BorderMode::constant, BorderMode::replicate, BorderMode::reflect,
                            BorderMode::wrap, BorderMode::reflect_101};
const std::vector<image::Size> kSizes{{1, 1},   {1, 9},   {9, 1},    {2, 1},  {2, 2},
                                      {64, 48}, {67, 31}, {130, 20}, {3, 200}};

Picture noise(image::Size size) {
  Stream random({1, "noise", "", 0});
  return painted(size, [&](std::int64_t, std::int64_t) {
    const auto byte = [&] { return static_cast<std::uint8_t>(random.uniform(0, 256)); };
    return image::Rgb{byte(), byte(), byte()};
  });
}

Border border_of(BorderMode mode) {
  return {mode, {7, 200, 90}};
}

int mode_of(const Border& border) {
  return static_cast<int>(border.mode);  // the numbers are OpenCV's
}

cv::Scalar scalar_of(const Border& border) {
  return cv::Scalar(border.color.red, border.color.green, border.color.blue);
}

/// As many positions as an image has pixels, in it and up to three images beside it.
struct Positions {
  std::vector<float> x, y;

  explicit Positions(image::Size size) {
    Stream random({2, "positions", "", 0});
    for (std::int64_t i = 0; i < size.width * size.height; ++i) {
      const double reach = i % 3 == 0 ? 3 : 0;
      const auto along = [&](std::int64_t side) {
        const auto length = static_cast<double>(side);
        return static_cast<float>(random.uniform(-reach * length, (1 + reach) * length));
      };
      x.push_back(along(size.width));
      y.push_back(along(size.height));
    }
    // Where two roundings are as near as each other, and right at the last pixel.
    const auto right = static_cast<float>(size.width - 1);
    const auto bottom = static_cast<float>(size.height - 1);
    const std::vector<float> special_x{0.5F / 32, -0.5F / 32, right, right, 1.5F / 32, -1};
    const std::vector<float> special_y{bottom, 1.5F / 32, bottom, bottom - 0.25F, 0, bottom + 1};
    std::copy_n(special_x.begin(), std::min(x.size(), special_x.size()), x.begin());
    std::copy_n(special_y.begin(), std::min(y.size(), special_y.size()), y.begin());
  }
};

template <class Number>
cv::Mat matrix_over(std::vector<Number>& numbers, image::Size size, int type) {
  return {static_cast<int>(size.height), static_cast<int>(size.width), type, numbers.data()};
}

/// OpenCV's view of the pixels.
cv::Mat matrix_over(Picture& picture) {
  return matrix_over(picture.rgb, picture.size, CV_8UC3);
}

Picture empty(image::Size size) {
  return plain(size, {0xAB, 0xAB, 0xAB});
}

Picture by_reader(const Picture& picture, const Border& border, Positions at) {
  Picture result = empty(picture.size);
  const BilinearReader reader(picture.view(), border);
  const auto width = static_cast<std::size_t>(picture.size.width);
  for (std::size_t begin = 0; begin < at.x.size(); begin += width) {
    reader.read(std::span<const float>(at.x).subspan(begin, width),
                std::span<const float>(at.y).subspan(begin, width), result.rgb.data() + 3 * begin);
  }
  return result;
}

Picture by_opencv(Picture picture, const Border& border, Positions at) {
  Picture result = empty(picture.size);
  cv::Mat out = matrix_over(result);
  cv::remap(matrix_over(picture), out, matrix_over(at.x, picture.size, CV_32F),
            matrix_over(at.y, picture.size, CV_32F), cv::INTER_LINEAR, mode_of(border),
            scalar_of(border));
  return result;
}

TEST(BilinearReader, GivesWhatOpenCvGives) {
  for (const image::Size size : kSizes) {
    const Picture picture = noise(size);
    for (const BorderMode mode : kModes) {
      const Border border = border_of(mode);
      EXPECT_EQ(by_reader(picture, border, Positions(size)),
                by_opencv(picture, border, Positions(size)))
          << size.width << " x " << size.height << ", border " << static_cast<int>(mode);
    }
  }
}

TEST(BilinearReader, TakesAnyNumberForAPosition) {
  const Picture picture = noise({70, 20});
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<float> x(70, 5);
  std::vector<float> y(70, 5);
  const std::vector<float> far{kInfinity, -kInfinity, 1e30F, -1e30F, 1e7F, -1e7F, 1e6F, -1e6F};
  std::copy(far.begin(), far.end(), x.begin());
  std::copy(far.begin(), far.end(), y.begin() + 4);
  x[20] = y[30] = std::numeric_limits<float>::quiet_NaN();
  for (const BorderMode mode : kModes) {
    Picture row = empty({70, 1});
    BilinearReader(picture.view(), border_of(mode)).read(x, y, row.rgb.data());
    if (mode == BorderMode::constant) {
      for (std::int64_t i = 0; i < 12; ++i) EXPECT_EQ(row.at(i, 0, 1), 200) << i;
    }
    if (mode == BorderMode::replicate) {
      EXPECT_EQ(row.at(0, 0, 0), picture.at(69, 5, 0));
      EXPECT_EQ(row.at(1, 0, 0), picture.at(0, 5, 0));
      EXPECT_EQ(row.at(8, 0, 0), picture.at(5, 19, 0));
      EXPECT_EQ(row.at(9, 0, 0), picture.at(5, 0, 0));
    }
    EXPECT_EQ(row.at(69, 0, 2), picture.at(5, 5, 2));
  }
}

Matrix3 view_of(image::Size size) {
  const auto width = static_cast<double>(size.width);
  const auto height = static_cast<double>(size.height);
  const std::array<Point, 4> corners{
      {{-0.5, -0.5}, {width - 0.5, -0.5}, {width - 0.5, height - 0.5}, {-0.5, height - 0.5}}};
  return matrix_between(corners, {{{-0.1 * width, 0.2 * height},
                                   {0.8 * width, -0.3 * height},
                                   {1.2 * width, 0.9 * height},
                                   {0.1 * width, 1.1 * height}}})
      .value();
}

Matrix3 turn_of(image::Size size) {
  const auto width = static_cast<double>(size.width);
  return {0.9, -0.37, 0.21 * width, 0.29, 1.13, -0.13 * static_cast<double>(size.height), 0, 0, 1};
}

Picture warped(const Picture& picture, const Matrix3& forward, const Border& border) {
  Picture result = empty(picture.size);
  Workspace workspace;
  resample({{std::make_shared<Homography>(forward), border}}, Interpolation::linear, picture.view(),
           result.writable(), workspace);
  return result;
}

Picture warped_by_opencv(Picture picture, const Matrix3& forward, const Border& border) {
  Picture result = empty(picture.size);
  cv::Mat out = matrix_over(result);
  Matrix3 m = Homography(forward).backward_matrix();
  const int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  if (m[6] == 0 && m[7] == 0) {
    const double scale = m[8];
    for (double& value : m) value /= scale;
    cv::warpAffine(matrix_over(picture), out, cv::Mat(2, 3, CV_64F, m.data()), out.size(), flags,
                   mode_of(border), scalar_of(border));
  } else {
    cv::warpPerspective(matrix_over(picture), out, cv::Mat(3, 3, CV_64F, m.data()), out.size(),
                        flags, mode_of(border), scalar_of(border));
  }
  return result;
}

TEST(Resample, WarpsByOneHomographyAsOpenCvDoes) {
  for (const image::Size size : kSizes) {
    const Picture picture = noise(size);
    for (const Matrix3& forward : {turn_of(size), view_of(size)}) {
      for (const BorderMode mode : kModes) {
        EXPECT_EQ(warped(picture, forward, border_of(mode)),
                  warped_by_opencv(picture, forward, border_of(mode)))
            << size.width << " x " << size.height << ", border " << static_cast<int>(mode);
      }
    }
  }
}

}  // namespace
}  // namespace assay::stress
