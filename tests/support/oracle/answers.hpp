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

/// The numbers of an image, by its own.
inline std::vector<float> numbers_of(std::int64_t datapoint) {
  return {static_cast<float>(datapoint % 5), 10 - 3 * static_cast<float>(datapoint)};
}

/// What is to be seen of an object in an image, and its class. Pixels; the image reaches from 0.
struct Seen {
  std::int64_t category = 0;
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;  // its box
  /// Its mask as lengths of runs in rows from the top, what is not of it first.
  std::vector<std::uint32_t> mask;
  /// x, y and 1 of each; where it is not in the image the middle of the box and 0.
  std::vector<double> keypoints;
};

/// The class of a whole image is the remainder of its number divided by this.
constexpr std::size_t kImageClasses = 3;

/// What an image shows.
struct Shown {
  std::int64_t datapoint = 0;  // its number in the data set
  std::vector<Seen> objects;
  /// The class of each pixel in rows from the top: a class, how many pixels it has, and so on.
  std::vector<std::uint32_t> classes;
  /// The target image in the same way; a colour is red, green and blue from the highest byte on.
  std::vector<std::uint32_t> colors;
};

/// By digests of images.
using Answers = std::map<std::uint64_t, Shown>;

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

template <class Number>
void write_line(std::ofstream& out, const char* word, const std::vector<Number>& numbers) {
  out << word;
  for (const Number number : numbers) out << ' ' << number;
  out << '\n';
}

/// Lines of a word and numbers. Each image begins with `image`, each of its objects with `object`.
inline void write_answers(const std::string& file, const Answers& answers) {
  std::ofstream out(file);
  out.precision(std::numeric_limits<double>::max_digits10);
  for (const auto& [digest, shown] : answers) {
    out << "image " << digest << ' ' << shown.datapoint << '\n';
    write_line(out, "classes", shown.classes);
    write_line(out, "colors", shown.colors);
    for (const Seen& one : shown.objects) {
      out << "object " << one.category << ' ' << one.x1 << ' ' << one.y1 << ' ' << one.x2 << ' '
          << one.y2 << '\n';
      write_line(out, "mask", one.mask);
      write_line(out, "keypoints", one.keypoints);
    }
  }
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

template <class Number>
std::vector<Number> numbers_in(std::istringstream& fields) {
  std::vector<Number> numbers;
  for (Number number; fields >> number;) numbers.push_back(number);
  return numbers;
}

/// A file that is not there has no answers.
inline Answers read_answers(const std::string& file) {
  Answers answers;
  Shown* shown = nullptr;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string word;
    fields >> word;
    if (word == "image") {
      std::uint64_t digest = 0;
      fields >> digest;
      shown = &answers[digest];
      fields >> shown->datapoint;
    } else if (word == "classes") {
      shown->classes = numbers_in<std::uint32_t>(fields);
    } else if (word == "colors") {
      shown->colors = numbers_in<std::uint32_t>(fields);
    } else if (word == "object") {
      Seen one;
      fields >> one.category >> one.x1 >> one.y1 >> one.x2 >> one.y2;
      shown->objects.push_back(one);
    } else if (word == "mask") {
      shown->objects.back().mask = numbers_in<std::uint32_t>(fields);
    } else if (word == "keypoints") {
      shown->objects.back().keypoints = numbers_in<double>(fields);
    }
  }
  return answers;
}

}  // namespace oracle
