// SPDX-License-Identifier: Apache-2.0
// The right answers of one domain by the pixels they are about: what oracle_answers writes and the
// plugin `oracle` reads. Knows nothing of assay, as both sides of the plugin interface include it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace oracle {

/// An object in an image: the box of what is to be seen of it, in pixels, and its class.
struct Seen {
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  std::int64_t category = 0;
  bool operator==(const Seen&) const = default;
};

/// By digests of images.
using Answers = std::map<std::uint64_t, std::vector<Seen>>;

/// FNV-1a of an image's size and its rows.
class Digest {
 public:
  Digest(std::int64_t width, std::int64_t height) {
    for (const std::int64_t side : {width, height}) {
      for (int shift = 0; shift < 32; shift += 8) add(static_cast<std::uint8_t>(side >> shift));
    }
  }

  void add(const std::uint8_t* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) add(bytes[i]);
  }
  std::uint64_t value() const { return value_; }

 private:
  void add(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }

  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// A line for each image: its digest, then five numbers for each object.
inline void write_answers(const std::string& file, const Answers& answers) {
  std::ofstream out(file);
  out.precision(std::numeric_limits<double>::max_digits10);
  for (const auto& [digest, objects] : answers) {
    out << digest;
    for (const Seen& one : objects) {
      out << ' ' << one.x1 << ' ' << one.y1 << ' ' << one.x2 << ' ' << one.y2 << ' '
          << one.category;
    }
    out << '\n';
  }
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

/// A file that is not there has no answers.
inline Answers read_answers(const std::string& file) {
  Answers answers;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::uint64_t digest = 0;
    fields >> digest;
    std::vector<Seen>& objects = answers[digest];
    for (Seen one; fields >> one.x1 >> one.y1 >> one.x2 >> one.y2 >> one.category;) {
      objects.push_back(one);
    }
  }
  return answers;
}

}  // namespace oracle
