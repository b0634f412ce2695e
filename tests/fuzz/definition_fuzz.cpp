// SPDX-License-Identifier: Apache-2.0
// Any bytes are a definition or an Error{definition} with a message that starts with a file's name;
// the same bytes are always the same of these.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"

namespace {

std::optional<std::string> environment(const std::string& name) {
  if (name == "NAME") return "name";
  if (name == "NUMBER") return "5";
  return std::nullopt;
}

/// The error's message, "" for a definition that is good.
std::string outcome_of(const std::string& text) {
  // A folder that has files which the corpus names, and an assay.yaml that models may ask.
  const std::filesystem::path folder = ASSAY_SOURCE_DIR "/tests/data/seed";
  try {
    assay::definition::parse("definition.yaml", text, folder, {environment, ""});
  } catch (const assay::Error& error) {
    // A domain's file has any name.
    const bool own = error.message().rfind("definition.yaml:", 0) == 0;
    const bool other =
        text.find("file") != std::string::npos || error.message().rfind("assay.yaml:", 0) == 0;
    if (error.kind() != assay::ErrorKind::definition || !(own || other)) std::abort();
    return error.message();
  }
  return "";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  if (outcome_of(text) != outcome_of(text)) std::abort();
  return 0;
}
