// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.hpp"

#include <cerrno>
#include <filesystem>
#include <new>
#include <string_view>
#include <system_error>

namespace assay {
namespace {

/// What to do about a limit that is reached, "" for any other errno.
std::string_view remedy_for(int code) {
  switch (code) {
    case ENOMEM:
      return "free some, raise the limit (ulimit -v, or the container's), or give fewer with "
             "--jobs, --batch and --instances";
    case EMFILE:
      return "raise the limit with ulimit -n";
    case ENFILE:
      return "the whole system has no more; close other programs or raise fs.file-max";
    case EFBIG:
      return "raise the limit with ulimit -f";
    default:
      return "";
  }
}

/// Only a lack of something is the machine's; any other error of a thread or lock is our bug.
Error of_system(const std::system_error& error) {
  const int code = error.code().value();
  if (code == EAGAIN) {  // of std::thread: the only one who says it
    return {ErrorKind::exhausted,
            "cannot start a thread: too many of them, or too little memory for one more; raise "
            "the limits (ulimit -u and -v, or the container's) or give fewer with --jobs and "
            "--instances"};
  }
  if (remedy_for(code).empty()) return {ErrorKind::internal, error.what()};
  return {ErrorKind::exhausted, "cannot go on: " + describe_errno(code)};
}

/// Without the words of the standard library, such as "filesystem error: cannot get file status".
Error of_files(const std::filesystem::filesystem_error& error) {
  std::string text = "cannot use " + error.path1().string();
  if (!error.path2().empty()) text += " and " + error.path2().string();
  return {ErrorKind::io, text + ": " + describe_errno(error.code().value())};
}

}  // namespace

std::string Error::report() const {
  std::string text = message_;
  for (const std::string& line : context_) text += "\n  while " + line;
  return text;
}

std::string describe_errno(int code) {
  std::string text = std::generic_category().message(code);
  const std::string_view remedy = remedy_for(code);
  if (!remedy.empty()) text.append("; ").append(remedy);
  return text;
}

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::filesystem::filesystem_error& error) {
    return of_files(error);
  } catch (const std::system_error& error) {
    return of_system(error);
  } catch (const std::bad_alloc&) {
    return {ErrorKind::exhausted, "out of memory; " + std::string(remedy_for(ENOMEM))};
  } catch (const std::exception& error) {
    return {ErrorKind::internal, error.what()};
  } catch (...) {
    return {ErrorKind::internal, "an exception that is not a std::exception"};
  }
}

}  // namespace assay
