// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/check.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/warp/backtrace.hpp"
#include "core/stress/warp/homography.hpp"

namespace assay::stress {
namespace {

constexpr std::int64_t kRowsAtOnce = 32;  // maps of so many rows stay in the cache

int cv_border(BorderMode mode) {
  switch (mode) {
    case BorderMode::constant:
      return cv::BORDER_CONSTANT;
    case BorderMode::replicate:
      return cv::BORDER_REPLICATE;
    case BorderMode::reflect:
      return cv::BORDER_REFLECT;
    case BorderMode::wrap:
      return cv::BORDER_WRAP;
    case BorderMode::reflect_101:
      return cv::BORDER_REFLECT_101;
  }
  ASSAY_CHECK(false);
  return cv::BORDER_CONSTANT;
}

int cv_interpolation(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::nearest:
      return cv::INTER_NEAREST;
    case Interpolation::linear:
    case Interpolation::area:  // which OpenCV takes for linear, too, where it warps
      return cv::INTER_LINEAR;
    case Interpolation::cubic:
      return cv::INTER_CUBIC;
    case Interpolation::lanczos:
      return cv::INTER_LANCZOS4;
  }
  ASSAY_CHECK(false);
  return cv::INTER_LINEAR;
}

cv::Scalar cv_color(const Border& border) {
  return {static_cast<double>(border.color.red), static_cast<double>(border.color.green),
          static_cast<double>(border.color.blue)};
}

/// Whether everything that the output shows of the image before `earlier` was in the image between
/// `earlier` and the later warps too. Both maps lead to the output.
bool is_cut(const Matrix3& from_first, const Matrix3& from_between, image::Size size) {
  // In the output: corners of the first image that are seen must be inside of the one between.
  const auto back = inverse(from_between);
  if (!back) return true;
  const double right = static_cast<double>(size.width) - 0.5;
  const double bottom = static_cast<double>(size.height) - 0.5;
  const std::array<Point, 4> corners{
      {{-0.5, -0.5}, {right, -0.5}, {right, bottom}, {-0.5, bottom}}};
  const auto inside = [&](const std::optional<Point>& p) {
    constexpr double kSlack = 1e-6;
    return p && p->x >= -0.5 - kSlack && p->y >= -0.5 - kSlack && p->x <= right + kSlack &&
           p->y <= bottom + kSlack;
  };
  // Either all of the first image is inside of the one between, ...
  const bool first_is_whole = std::all_of(corners.begin(), corners.end(), [&](Point corner) {
    const auto seen = apply(from_first, corner);
    return seen && inside(apply(*back, *seen));
  });
  if (first_is_whole) return false;
  // ... or all of the output is.
  return !std::all_of(corners.begin(), corners.end(),
                      [&](Point corner) { return inside(apply(*back, corner)); });
}

/// One warp that does the same as the whole chain: links that keep lines straight over borders of
/// one colour, where no image on the way cuts off anything that is seen again.
std::optional<ChainLink> as_one_homography(const WarpChain& chain, image::Size size) {
  for (const ChainLink& link : chain) {
    if (link.warp->homography() == nullptr) return std::nullopt;
    if (chain.size() > 1 && (link.border.mode != BorderMode::constant ||
                             link.border.color != chain.front().border.color)) {
      return std::nullopt;
    }
  }
  // From the last to the first: what leads from before each link to the output.
  std::vector<Matrix3> to_output(chain.size() + 1, identity3());
  for (std::size_t k = chain.size(); k-- > 0;) {
    to_output[k] = multiply(to_output[k + 1], chain[k].warp->homography()->forward_matrix());
  }
  for (std::size_t k = 1; k < chain.size(); ++k) {
    if (is_cut(to_output[0], to_output[k], size)) return std::nullopt;
  }
  if (!inverse(to_output[0])) return std::nullopt;
  return ChainLink{std::make_shared<Homography>(to_output[0]), chain.front().border};
}

bool is_near(double a, double b) {
  return std::abs(a - b) < 1e-12;
}

/// 1 where an axis of the image stays as it is, -1 where it is turned round; 0 otherwise.
int direction(double scale, double offset, int pixels) {
  if (is_near(scale, 1) && is_near(offset, 0)) return 1;
  return is_near(scale, -1) && is_near(offset, pixels - 1) ? -1 : 0;
}

/// Does what only flips the whole image, or nothing, without touching values; false where it is
/// something else.
bool flip(const Homography& homography, const cv::Mat& from, cv::Mat& to) {
  const Matrix3& m = homography.forward_matrix();
  const int x = direction(m[0], m[2], from.cols);
  const int y = direction(m[4], m[5], from.rows);
  const bool along_axes = is_near(m[1], 0) && is_near(m[3], 0) && is_near(m[6], 0) &&
                          is_near(m[7], 0) && is_near(m[8], 1);
  if (!along_axes || x == 0 || y == 0) return false;
  if (x == 1 && y == 1) {
    from.copyTo(to);
  } else {
    cv::flip(from, to, x == y ? -1 : x == -1 ? 1 : 0);
  }
  return true;
}

void warp_homography(const ChainLink& link, int interpolation, const cv::Mat& from, cv::Mat& to) {
  const Homography& homography = *link.warp->homography();
  if (flip(homography, from, to)) return;
  const Matrix3& backward = homography.backward_matrix();
  Matrix3 scaled = backward;
  const int flags = interpolation | cv::WARP_INVERSE_MAP;
  const int border = cv_border(link.border.mode);
  if (homography.is_affine()) {
    for (double& value : scaled) value /= backward[8];
    cv::warpAffine(from, to, cv::Mat(2, 3, CV_64F, scaled.data()), to.size(), flags, border,
                   cv_color(link.border));
  } else {
    cv::warpPerspective(from, to, cv::Mat(3, 3, CV_64F, scaled.data()), to.size(), flags, border,
                        cv_color(link.border));
  }
}

/// Pixels that the constant border of a later image fills.
void fill_traced(const WarpChain& chain, std::span<const std::uint8_t> traces, cv::Mat& rows) {
  for (std::size_t i = 0; i < traces.size(); ++i) {
    if (traces[i] < kFilled) continue;
    const image::Rgb color = chain[traces[i] - kFilled].border.color;
    std::uint8_t* pixel = rows.data + 3 * i;
    pixel[0] = color.red;
    pixel[1] = color.green;
    pixel[2] = color.blue;
  }
}

/// Whether an image on the way has a border that fills.
bool fills_later(const WarpChain& chain) {
  return std::any_of(chain.begin() + 1, chain.end(), [](const ChainLink& link) {
    return link.border.mode == BorderMode::constant;
  });
}

void warp_traced(const WarpChain& chain, int interpolation, const cv::Mat& from, cv::Mat& to,
                 Workspace& workspace) {
  const image::Size size{from.cols, from.rows};
  const auto width = static_cast<std::size_t>(size.width);
  const std::size_t most = width * kRowsAtOnce;
  const auto map_x = workspace.lease<float>(most);
  const auto map_y = workspace.lease<float>(most);
  const auto traces = workspace.lease<std::uint8_t>(most);
  const bool traced = fills_later(chain);
  for (std::int64_t top = 0; top < size.height; top += kRowsAtOnce) {
    const std::int64_t count = std::min(kRowsAtOnce, size.height - top);
    for (std::int64_t y = 0; y < count; ++y) {
      const std::size_t begin = static_cast<std::size_t>(y) * width;
      trace_row(chain, size, top + y, map_x.span().subspan(begin, width),
                map_y.span().subspan(begin, width),
                traced ? traces.span().subspan(begin, width) : std::span<std::uint8_t>());
    }
    const auto rows = static_cast<int>(count);
    cv::Mat part = to.rowRange(static_cast<int>(top), static_cast<int>(top) + rows);
    cv::remap(from, part, cv::Mat(rows, from.cols, CV_32F, map_x.data()),
              cv::Mat(rows, from.cols, CV_32F, map_y.data()), interpolation,
              cv_border(chain.front().border.mode), cv_color(chain.front().border));
    if (traced) {
      fill_traced(chain, traces.span().first(static_cast<std::size_t>(count) * width), part);
    }
  }
}

}  // namespace

void resample(const WarpChain& chain, Interpolation interpolation, const image::PixelView& from,
              const image::MutablePixelView& to, Workspace& workspace) {
  const cv::Mat input = matrix_over(from);
  cv::Mat output = matrix_over(to);
  if (chain.empty()) {
    input.copyTo(output);
  } else if (const auto one = as_one_homography(chain, from.size)) {
    warp_homography(*one, cv_interpolation(interpolation), input, output);
  } else {
    warp_traced(chain, cv_interpolation(interpolation), input, output, workspace);
  }
  require_written(output, to);
}

void resample_labels(const WarpChain& chain, std::span<const std::uint16_t> from, image::Size size,
                     std::uint16_t outside, std::span<std::uint16_t> to, Workspace& workspace) {
  ASSAY_CHECK(from.size() == to.size());
  const auto width = static_cast<std::size_t>(size.width);
  const auto map_x = workspace.lease<float>(width);
  const auto map_y = workspace.lease<float>(width);
  const auto traces = workspace.lease<std::uint8_t>(width);
  const Border first = chain.empty() ? Border{} : chain.front().border;
  const auto place = [](float x, std::int64_t side) {
    return std::clamp<std::int64_t>(std::llround(x), 0, side - 1);
  };
  for (std::int64_t y = 0; y < size.height; ++y) {
    trace_row(chain, size, y, map_x.span(), map_y.span(), traces.span());
    std::uint16_t* row = to.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t i = 0; i < width; ++i) {
      float px = map_x[i];
      float py = map_y[i];
      const bool inside = px >= -0.5F && py >= -0.5F &&
                          px < static_cast<float>(size.width) - 0.5F &&
                          py < static_cast<float>(size.height) - 0.5F;
      if (traces[i] >= kFilled || (!inside && first.mode == BorderMode::constant)) {
        row[i] = outside;
        continue;
      }
      if (!inside) {
        px = fold(px, size.width, first.mode);
        py = fold(py, size.height, first.mode);
      }
      row[i] = from[static_cast<std::size_t>(place(py, size.height)) * width +
                    static_cast<std::size_t>(place(px, size.width))];
    }
  }
}

std::vector<std::uint8_t> copied_pixels(const WarpChain& chain, image::Size size,
                                        Workspace& workspace) {
  const bool repeats = std::any_of(chain.begin(), chain.end(), [](const ChainLink& link) {
    return link.border.mode != BorderMode::constant && link.border.mode != BorderMode::replicate;
  });
  if (!repeats) return {};
  const auto width = static_cast<std::size_t>(size.width);
  const auto map_x = workspace.lease<float>(width);
  const auto map_y = workspace.lease<float>(width);
  std::vector<std::uint8_t> copied(width * static_cast<std::size_t>(size.height));
  for (std::int64_t y = 0; y < size.height; ++y) {
    const std::span<std::uint8_t> row =
        std::span(copied).subspan(static_cast<std::size_t>(y) * width, width);
    trace_row(chain, size, y, map_x.span(), map_y.span(), row);
    for (std::uint8_t& trace : row) trace = trace == static_cast<std::uint8_t>(Trace::copied);
  }
  if (std::find(copied.begin(), copied.end(), 1) == copied.end()) return {};
  return copied;
}

}  // namespace assay::stress
