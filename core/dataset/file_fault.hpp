// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/base/source.hpp"

namespace assay::dataset {

/// An Error{dataset} about a file as a whole, whose parts are known: it is not read any further.
class FileFault : public Error {
 public:
  /// The message points at the place (point_at()).
  FileFault(const Source& file, Mark mark, const std::string& what);
  /// Names the file alone.
  FileFault(std::string file, std::string what);

  const std::string& file() const { return file_; }
  /// "line 3", or "" for the file.
  const std::string& record() const { return record_; }
  const std::string& problem() const { return what_; }

 private:
  std::string file_;
  std::string record_;
  std::string what_;
};

}  // namespace assay::dataset
