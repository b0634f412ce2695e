// SPDX-License-Identifier: Apache-2.0
// A folder with what definitions name, an environment of our own, and parsing in them.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::definition {

class DefinitionFolder {
 public:
  DefinitionFolder() {
    folder_.write("weights/net.onnx", "weights");
    folder_.write("names.txt", "circle\r\nsquare \ntriangle\n\n");
    folder_.write("empty.txt", "\n\n");
    folder_.write("gap.txt", "circle\n\nsquare\n");
    folder_.write("binary.bin", "\xFF\xFE\x01");
  }

  std::filesystem::path path() const { return folder_.path(); }
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  static std::optional<std::string> environment(const std::string& name) {
    if (name == "NAME") return "signs";
    if (name == "NUMBER") return "50000";
    if (name == "DOLLAR") return "$NAME";
    if (name == "EMPTY") return "";
    if (name == "BINARY") return "\xFF";
    return std::nullopt;
  }

  Definition parse(const std::string& text, const std::string& device = "") const {
    return definition::parse("assay.yaml", text, folder_.path(), {environment, device});
  }

  /// The message of the error that `text` causes, with the folder written as {dir}; "" without one.
  std::string message_of(const std::string& text, const std::string& device = "") const {
    try {
      parse(text, device);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::definition) << error.report();
      return without_folder(error.message());
    }
    return "";
  }

 private:
  std::string without_folder(std::string message) const {
    const std::string folder = folder_.path().string();
    for (std::size_t at = 0; (at = message.find(folder, at)) != std::string::npos;) {
      message.replace(at, folder.size(), "{dir}");
    }
    return message;
  }

  test::TemporaryDirectory folder_;
};

}  // namespace assay::definition
