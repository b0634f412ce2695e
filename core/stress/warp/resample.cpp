// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"
#include "core/stress/fetch.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/backtrace.hpp"
#include "core/stress/warp/bilinear.hpp"
#include "core/stress/warp/homography.hpp"
#include "core/stress/warp/homography_rows.hpp"
#include "core/stress/warp/opencv_names.hpp"

namespace assay::stress {
namespace {

constexpr std::int64_t kRowsAtOnce = 32;  // maps of so many rows stay in the cache

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

/// The bytes of row `y`.
MutableBytes row_of(const image::MutablePixelView& image, std::int64_t y) {
  const auto length = static_cast<std::size_t>(3 * image.size.width);
  return bytes_of(image).subspan(static_cast<std::size_t>(y) * length, length);
}

bool is_bilinear(Interpolation interpolation) {
  return cv_interpolation(interpolation) == cv::INTER_LINEAR;
}

void warp_bilinear(const ChainLink& link, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const HomographyRows rows(*link.warp->homography(), to.size);
  const BilinearReader reader(from, link.border);
  const auto width = static_cast<std::size_t>(to.size.width);
  const auto x = workspace.lease<std::int32_t>(width);
  const auto y = workspace.lease<std::int32_t>(width);
  fetch_to_read(bytes_of(from));
  for (std::int64_t row = 0; row < to.size.height; ++row) {
    const MutableBytes pixels = row_of(to, row);
    fetch_to_write(pixels);
    rows.find(row, x.span(), y.span());
    reader.read(x.span(), y.span(), pixels.data());
  }
}

void warp_by_opencv(const ChainLink& link, int interpolation, const cv::Mat& from, cv::Mat& to) {
  const Homography& homography = *link.warp->homography();
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

void warp_homography(const ChainLink& link, Interpolation interpolation,
                     const image::PixelView& from, const image::MutablePixelView& to,
                     Workspace& workspace) {
  cv::Mat output = matrix_over(to);
  const bool flipped = flip(*link.warp->homography(), matrix_over(from), output);
  if (!flipped && is_bilinear(interpolation)) {
    warp_bilinear(link, from, to, workspace);
  } else if (!flipped) {
    warp_by_opencv(link, cv_interpolation(interpolation), matrix_over(from), output);
  }
  require_written(output, to);
}

/// Whether any trace is of a border that fills.
struct LookForFills {
  [[gnu::always_inline]] static inline void run(std::span<const std::uint8_t> traces, bool* found) {
    std::uint8_t largest = 0;
    for (const std::uint8_t trace : traces) largest = trace > largest ? trace : largest;
    *found = largest >= kFilled;
  }
};

/// Pixels that the constant border of a later image fills: here and there, if at all.
void fill_traced(const WarpChain& chain, std::span<const std::uint8_t> traces,
                 std::uint8_t* pixels) {
  constexpr std::size_t kAtOnce = 64;
  for (; !traces.empty(); traces = traces.subspan(std::min(kAtOnce, traces.size()))) {
    const auto some = traces.first(std::min(kAtOnce, traces.size()));
    bool found = false;
    run_in_wide_vectors<LookForFills>(some, &found);
    for (std::size_t i = 0; found && i < some.size(); ++i) {
      if (some[i] < kFilled) continue;
      const image::Rgb color = chain[some[i] - kFilled].border.color;
      pixels[3 * i] = color.red;
      pixels[3 * i + 1] = color.green;
      pixels[3 * i + 2] = color.blue;
    }
    pixels += 3 * some.size();
  }
}

/// Whether an image on the way has a border that fills.
bool fills_later(const WarpChain& chain) {
  return std::any_of(chain.begin() + 1, chain.end(), [](const ChainLink& link) {
    return link.border.mode == BorderMode::constant;
  });
}

/// What is followed back through a chain at a time: its maps stay in the cache.
struct TracedRows {
  const WarpChain& chain;
  image::Size size;
  Workspace::Lease<float> x, y;
  Workspace::Lease<std::uint8_t> traces;
  bool traced = fills_later(chain);

  TracedRows(const WarpChain& warps, image::Size of, std::int64_t rows, Workspace& workspace)
      : chain(warps),
        size(of),
        x(workspace.lease<float>(static_cast<std::size_t>(rows * of.width))),
        y(workspace.lease<float>(static_cast<std::size_t>(rows * of.width))),
        traces(workspace.lease<std::uint8_t>(static_cast<std::size_t>(rows * of.width))) {}

  /// Row `row` of the output as the one of this index.
  void trace(std::int64_t row, std::int64_t index) const {
    const auto width = static_cast<std::size_t>(size.width);
    const std::size_t begin = static_cast<std::size_t>(index) * width;
    trace_row(chain, size, row, x.span().subspan(begin, width), y.span().subspan(begin, width),
              traced ? traces.span().subspan(begin, width) : std::span<std::uint8_t>());
  }
  void fill(std::int64_t rows, std::uint8_t* pixels) const {
    if (!traced) return;
    fill_traced(chain, traces.span().first(static_cast<std::size_t>(rows * size.width)), pixels);
  }
};

void warp_traced(const WarpChain& chain, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  const TracedRows traced(chain, from.size, 1, workspace);
  const BilinearReader reader(from, chain.front().border);
  fetch_to_read(bytes_of(from));
  for (std::int64_t row = 0; row < to.size.height; ++row) {
    const MutableBytes pixels = row_of(to, row);
    fetch_to_write(pixels);
    traced.trace(row, 0);
    reader.read(traced.x.span(), traced.y.span(), pixels.data());
    traced.fill(1, pixels.data());
  }
}

void warp_traced_by_opencv(const WarpChain& chain, int interpolation, const image::PixelView& from,
                           const image::MutablePixelView& to, Workspace& workspace) {
  const TracedRows traced(chain, from.size, kRowsAtOnce, workspace);
  const cv::Mat input = matrix_over(from);
  const cv::Mat output = matrix_over(to);
  for (std::int64_t top = 0; top < to.size.height; top += kRowsAtOnce) {
    const std::int64_t count = std::min(kRowsAtOnce, to.size.height - top);
    for (std::int64_t y = 0; y < count; ++y) traced.trace(top + y, y);
    const auto rows = static_cast<int>(count);
    cv::Mat part = output.rowRange(static_cast<int>(top), static_cast<int>(top) + rows);
    cv::remap(input, part, cv::Mat(rows, input.cols, CV_32F, traced.x.data()),
              cv::Mat(rows, input.cols, CV_32F, traced.y.data()), interpolation,
              cv_border(chain.front().border.mode), cv_color(chain.front().border));
    traced.fill(count, row_of(to, top).data());
  }
}

}  // namespace

void resample(const WarpChain& chain, Interpolation interpolation, const image::PixelView& from,
              const image::MutablePixelView& to, Workspace& workspace) {
  if (chain.empty()) {
    std::memcpy(to.bytes.data(), from.bytes.data(), image::byte_size(from.size, from.format));
  } else if (const auto one = as_one_homography(chain, from.size)) {
    warp_homography(*one, interpolation, from, to, workspace);
  } else if (is_bilinear(interpolation)) {
    warp_traced(chain, from, to, workspace);
  } else {
    warp_traced_by_opencv(chain, cv_interpolation(interpolation), from, to, workspace);
  }
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
