// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/file_fault.hpp"

#include <fmt/format.h>

namespace assay::dataset {

FileFault::FileFault(const Source& file, Mark mark, const std::string& what)
    : Error(ErrorKind::dataset, point_at(file, mark, what)),
      file_(file.name),
      record_(mark.line > 0 ? fmt::format("line {}", mark.line) : ""),
      what_(what) {}

FileFault::FileFault(std::string file, std::string what)
    : Error(ErrorKind::dataset, fmt::format("{}: {}", file, what)),
      file_(std::move(file)),
      what_(std::move(what)) {}

}  // namespace assay::dataset
