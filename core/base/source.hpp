// SPDX-License-Identifier: Apache-2.0
// Text that people wrote and positions in it, so that errors can point at the place:
//
//   assay.yaml:12:15: unknown variable 'model.files.weigths.url'; did you mean ...?
//       value: ${model.files.weigths.url}
//              ^
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace assay {

/// A place in a text: lines and columns from 1, columns in bytes. {0, 0}: the file as a whole.
struct Mark {
  int line = 0;
  int column = 0;
  bool operator==(const Mark&) const = default;
};

/// A text with the name people know it by (its path as they gave it).
struct Source {
  std::string name;
  std::string text;
};

/// `name:line:column: message`, then the line and a caret. Tabs stay tabs before the caret; lines
/// longer than 200 bytes are shown around the place. Without a line: `name: message`.
std::string point_at(const Source& source, Mark mark, const std::string& message);

/// The text with '?' for control characters (but tabs): what comes from files must not steer the
/// terminal that an error is shown on.
std::string printable(std::string_view text);

/// An Error whose message is point_at().
Error error_at(ErrorKind kind, const Source& source, Mark mark, const std::string& message);

}  // namespace assay
