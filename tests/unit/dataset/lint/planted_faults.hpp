// SPDX-License-Identifier: Apache-2.0
// A table of faults, each in an otherwise clean data set.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "tests/unit/dataset/lint/clean_sets.hpp"

namespace assay::dataset::lint {

constexpr const char* kRemove = "\x01remove";  // in place of a new text

/// `from` is a text that the file has once; "" replaces the whole file, or makes a new one.
struct Planted {
  const char* name;
  Base base;
  std::string file;  // below the data set's folder
  std::string from;
  std::string to;
  const char* rule;
  std::string in_file;  // what the finding names: below the data set's folder
  std::string record;
  std::vector<std::string> also = {};  // rules of what follows from it
};

inline void PrintTo(const Planted& planted, std::ostream* stream) {
  *stream << planted.name;
}

inline const std::string kAll;  // in place of `from`: the whole file

std::vector<Planted> faults_in_coco();
std::vector<Planted> faults_in_keypoints();
std::vector<Planted> faults_in_panoptic();
std::vector<Planted> faults_in_classes();
std::vector<Planted> faults_in_companions();
std::vector<Planted> faults_in_lines();

}  // namespace assay::dataset::lint
