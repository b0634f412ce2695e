// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.hpp"

#include <filesystem>
#include <new>

namespace assay {

std::string Error::report() const {
  std::string text = message_;
  for (const std::string& line : context_) text += "\n  while " + line;
  return text;
}

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::filesystem::filesystem_error& error) {
    return {ErrorKind::io, error.what()};
  } catch (const std::bad_alloc&) {
    return {ErrorKind::internal, "out of memory"};
  } catch (const std::exception& error) {
    return {ErrorKind::internal, error.what()};
  } catch (...) {
    return {ErrorKind::internal, "an exception that is not a std::exception"};
  }
}

}  // namespace assay
