// SPDX-License-Identifier: Apache-2.0
// Data sets that one file lists, of the images a.png and b.png.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "core/dataset/dataset.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/png_file.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {

class TableFormat : public testing::Test {
 protected:
  TableFormat(definition::DatasetFormat format, std::string file) : file_(std::move(file)) {
    spec_.name = "val";
    spec_.format = format;
    spec_.images = directory_.path() / "images";
    spec_.annotations = directory_.path() / file_;
    for (const char* name : {"a.png", "b.png"}) {
      directory_.write(std::string("images/") + name, test::label_png(1, {0}));
    }
  }

  Dataset load(const std::string& text, definition::ProblemType task) {
    directory_.write(file_, text);
    return load_dataset(spec_, task);
  }
  std::string refusal(const std::string& text, definition::ProblemType task) {
    return refusal_of([&] { load(text, task); });
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
  std::string file_;
};

}  // namespace assay::dataset
