// SPDX-License-Identifier: Apache-2.0
// Written after the semantics of cocoapi's maskApi.c, whose results are the field's reference.
#include "core/image/run_lengths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.hpp"

namespace assay::image {
namespace {

std::uint64_t pixels_of(Size size) {
  return static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height);
}

/// The next number: five bits a character, from 48 on; the sixth says that more follow, the last
/// character's fifth is the sign (rleFrString). False where it breaks off.
bool next_number(std::string_view& text, std::int64_t& number) {
  std::uint64_t bits = 0;
  for (unsigned shift = 0; !text.empty() && shift < 60; shift += 5) {
    const int code = text.front() - 48;
    text.remove_prefix(1);
    if (code < 0 || code > 63) return false;
    bits |= static_cast<std::uint64_t>(code & 31) << shift;
    if ((code & 32) != 0) continue;
    if ((code & 16) != 0) bits |= ~std::uint64_t{0} << (shift + 5);
    number = static_cast<std::int64_t>(bits);
    return true;
  }
  return false;
}

void append_number(std::int64_t number, std::string& text) {
  for (bool more = true; more;) {
    int code = static_cast<int>(number & 31);
    number >>= 5;
    more = (code & 16) != 0 ? number != -1 : number != 0;
    if (more) code |= 32;
    text += static_cast<char>(code + 48);
  }
}

/// Run lengths from the places where background and object change, in any order; two changes in one
/// place are none.
RunLengths from_changes(std::vector<std::uint32_t> changes, Size size) {
  std::sort(changes.begin(), changes.end());
  changes.push_back(static_cast<std::uint32_t>(pixels_of(size)));
  RunLengths mask{size, {}};
  std::uint32_t before = 0;
  bool joins = false;  // an empty run has just been dropped: the next belongs to the last kept
  for (const std::uint32_t change : changes) {
    const std::uint32_t run = change - before;
    before = change;
    if (joins) {
      mask.counts.back() += run;
      joins = false;
    } else if (run == 0 && !mask.counts.empty()) {
      joins = true;
    } else {
      mask.counts.push_back(run);
    }
  }
  return mask;
}

/// The places where the outline of a polygon crosses the middle of a column of pixels. maskApi
/// walks along each edge on a grid of fifths of a pixel; only every fifth step in x can be a
/// crossing, and these alone are computed here, with its own roundings.
class Outline {
 public:
  explicit Outline(Size size) : width_(size.width), height_(static_cast<double>(size.height)) {}

  void add_edge(int x1, int y1, int x2, int y2) {
    const int dx = std::abs(x2 - x1);
    const int dy = std::abs(y2 - y1);
    // From the lesser end, so that an edge is the same in both directions.
    if (dx >= dy ? x1 > x2 : y1 > y2) {
      std::swap(x1, x2);
      std::swap(y1, y2);
    }
    if (dx >= dy) {
      cross_by_x({x1, y1, dx, dx == 0 ? 0 : static_cast<double>(y2 - y1) / dx});
    } else if (dx > 0) {
      cross_by_y({x1, y1, dy, static_cast<double>(x2 - x1) / dy}, x2);
    }
  }

  std::vector<std::uint32_t> take_changes() { return std::move(changes_); }

 private:
  /// From (x, y) in so many steps along the axis in which it is longer, the other one by `slope`.
  struct Edge {
    int x, y, steps;
    double slope;
  };

  /// A step from this place on the grid to the next crosses the middle of a column.
  static constexpr int middle_of(std::int64_t column) { return static_cast<int>(5 * column + 2); }

  std::int64_t first_column(int x) const { return std::max(0, (x + 2) / 5 - 1); }
  std::int64_t last_column(int x) const { return std::min<std::int64_t>(width_ - 1, x / 5); }

  void cross_by_x(const Edge& edge) {
    const auto at = [&](int t) { return static_cast<int>(edge.y + edge.slope * t + .5); };
    const int end = edge.x + edge.steps;
    for (std::int64_t column = first_column(edge.x); column <= last_column(end); ++column) {
      const int t = middle_of(column) - edge.x;
      if (t >= 0 && t < edge.steps) add(column, std::min(at(t), at(t + 1)));
    }
  }

  void cross_by_y(const Edge& edge, int end) {
    const auto at = [&](int t) { return static_cast<int>(edge.x + edge.slope * t + .5); };
    const bool rises = end > edge.x;
    const std::int64_t last = last_column(std::max(edge.x, end));
    for (std::int64_t column = first_column(std::min(edge.x, end)); column <= last; ++column) {
      const int middle = middle_of(column);
      const auto behind = [&](int t) { return rises ? at(t) > middle : at(t) <= middle; };
      int t = static_cast<int>((middle + .5 - edge.x) / edge.slope);  // nearly
      t = std::clamp(t, 0, edge.steps);
      while (t > 0 && behind(t - 1)) --t;
      while (t <= edge.steps && !behind(t)) ++t;
      if (t == 0 || t > edge.steps) continue;
      if (at(rises ? t - 1 : t) == middle) add(column, edge.y + t - 1);
    }
  }

  void add(std::int64_t column, int y_in_fifths) {
    const double y = (static_cast<double>(y_in_fifths) + .5) / 5 - .5;
    const double row = std::ceil(std::clamp(y, 0.0, height_));
    changes_.push_back(static_cast<std::uint32_t>(static_cast<double>(column) * height_ + row));
  }

  std::int64_t width_;
  double height_;
  std::vector<std::uint32_t> changes_;
};

/// Runs of a mask one after another; background for ever behind the last.
class Runs {
 public:
  explicit Runs(const RunLengths& mask) : counts_(mask.counts) { settle(); }

  bool inside() const { return inside_; }
  std::uint32_t left() const { return left_; }
  void advance(std::uint32_t pixels) {
    left_ -= pixels;
    settle();
  }

 private:
  void settle() {
    while (left_ == 0 && next_ < counts_.size()) {
      left_ = counts_[next_];
      inside_ = next_ % 2 == 1;
      ++next_;
    }
  }

  std::span<const std::uint32_t> counts_;
  std::size_t next_ = 0;
  std::uint32_t left_ = 0;
  bool inside_ = false;
};

RunLengths merge_two(const RunLengths& a, const RunLengths& b, bool intersect) {
  RunLengths result{a.size, {}};
  Runs left(a);
  Runs right(b);
  bool inside = false;
  std::uint32_t run = 0;
  while (left.left() > 0 && right.left() > 0) {
    const bool here = intersect ? left.inside() && right.inside() : left.inside() || right.inside();
    if (here != inside) {
      result.counts.push_back(run);
      run = 0;
      inside = here;
    }
    const std::uint32_t step = std::min(left.left(), right.left());
    run += step;
    left.advance(step);
    right.advance(step);
  }
  result.counts.push_back(run);
  return result;
}

bool boxes_overlap(const MaskBox& a, const MaskBox& b) {
  return std::min(a.x + a.width, b.x + b.width) > std::max(a.x, b.x) &&
         std::min(a.y + a.height, b.y + b.height) > std::max(a.y, b.y);
}

}  // namespace

std::optional<RunLengths> parse_run_lengths(std::string_view text, Size size) {
  RunLengths mask{size, {}};
  if (pixels_of(size) > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  const auto pixels = static_cast<std::int64_t>(pixels_of(size));
  std::int64_t covered = 0;
  while (!text.empty()) {
    std::int64_t run = 0;
    if (!next_number(text, run)) return std::nullopt;
    // From the fourth on, runs are differences to the one before the last.
    if (mask.counts.size() > 2 &&
        __builtin_add_overflow(run, mask.counts[mask.counts.size() - 2], &run)) {
      return std::nullopt;
    }
    if (run < 0 || run > pixels - covered) return std::nullopt;
    covered += run;
    mask.counts.push_back(static_cast<std::uint32_t>(run));
  }
  if (covered != pixels) return std::nullopt;
  return mask;
}

std::string to_text(const RunLengths& mask) {
  std::string text;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::int64_t before = i > 2 ? mask.counts[i - 2] : 0;
    append_number(std::int64_t{mask.counts[i]} - before, text);
  }
  return text;
}

RunLengths encode_mask(std::span<const std::uint8_t> rows, Size size) {
  ASSAY_CHECK(rows.size() == pixels_of(size));
  const auto width = static_cast<std::size_t>(size.width);
  const auto height = static_cast<std::size_t>(size.height);
  RunLengths mask{size, {}};
  bool inside = false;
  std::uint32_t run = 0;
  for (std::size_t x = 0; x < width; ++x) {
    for (std::size_t y = 0; y < height; ++y) {
      const bool here = rows[y * width + x] != 0;
      if (here != inside) {
        mask.counts.push_back(run);
        run = 0;
        inside = here;
      }
      ++run;
    }
  }
  mask.counts.push_back(run);
  return mask;
}

std::vector<std::uint8_t> decode_mask(const RunLengths& mask) {
  const auto width = static_cast<std::size_t>(mask.size.width);
  const auto height = static_cast<std::size_t>(mask.size.height);
  std::vector<std::uint8_t> rows(width * height);
  std::size_t at = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::size_t end = std::min(at + mask.counts[i], rows.size());
    for (; at < end; ++at) {
      if (i % 2 == 1) rows[at % height * width + at / height] = 1;
    }
  }
  return rows;
}

RunLengths fill_polygon(std::span<const double> corners, Size size) {
  const auto to_grid = [](double pixels) { return static_cast<int>(5 * pixels + .5); };
  Outline outline(size);
  const std::size_t count = corners.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t next = (i + 1) % count;
    outline.add_edge(to_grid(corners[2 * i]), to_grid(corners[2 * i + 1]),
                     to_grid(corners[2 * next]), to_grid(corners[2 * next + 1]));
  }
  return from_changes(outline.take_changes(), size);
}

RunLengths merge(std::span<const RunLengths> masks, bool intersect) {
  if (masks.empty()) return {};
  RunLengths result = masks.front();
  for (const RunLengths& mask : masks.subspan(1)) {
    ASSAY_CHECK(mask.size == result.size);
    result = merge_two(result, mask, intersect);
  }
  return result;
}

std::uint64_t area(const RunLengths& mask) {
  std::uint64_t sum = 0;
  for (std::size_t i = 1; i < mask.counts.size(); i += 2) sum += mask.counts[i];
  return sum;
}

MaskBox bounding_box(const RunLengths& mask) {
  const auto height = static_cast<std::uint32_t>(mask.size.height);
  std::uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0, at = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::uint32_t first = at;
    at += mask.counts[i];
    if (i % 2 == 0 || first == at) continue;
    const std::uint32_t last = at - 1;
    const bool wraps = first / height != last / height;  // into another column
    left = std::min(left, first / height);
    right = std::max(right, last / height);
    top = wraps ? 0 : std::min(top, first % height);
    bottom = wraps ? height - 1 : std::max(bottom, last % height);
  }
  if (left == UINT32_MAX) return {};
  return {static_cast<double>(left), static_cast<double>(top),
          static_cast<double>(right - left + 1), static_cast<double>(bottom - top + 1)};
}

std::uint64_t shared_pixels(const RunLengths& a, const RunLengths& b) {
  std::uint64_t shared = 0;
  Runs left(a);
  Runs right(b);
  while (left.left() > 0 && right.left() > 0) {
    const std::uint32_t step = std::min(left.left(), right.left());
    if (left.inside() && right.inside()) shared += step;
    left.advance(step);
    right.advance(step);
  }
  return shared;
}

double mask_iou(const RunLengths& detection, const RunLengths& object, bool crowd) {
  if (!boxes_overlap(bounding_box(detection), bounding_box(object))) return 0;
  if (detection.size != object.size) return -1;
  const std::uint64_t shared = shared_pixels(detection, object);
  const std::uint64_t detected = area(detection);
  const std::uint64_t whole = crowd ? detected : detected + area(object) - shared;
  return shared == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(whole);
}

}  // namespace assay::image
