// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/identity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/digest.hpp"

namespace assay::pipeline {
namespace {

using definition::Argument;

/// Text that differs whenever the argument does. Arguments may come from the environment, so the
/// definition's own digest does not cover them.
struct ArgumentText {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(std::int64_t number) const { return fmt::format("i{}", number); }
  std::string operator()(double number) const { return fmt::format("f{:a}", number); }
  std::string operator()(const std::string& text) const {
    return fmt::format("s{}:{}", text.size(), text);
  }
  std::string operator()(const Argument::List& list) const {
    std::string text = "[";
    for (const Argument& element : list) text += std::visit(*this, element.value) + ",";
    return text + "]";
  }
  std::string operator()(const Argument::Map& map) const {
    std::string text = "{";
    for (const Argument::Pair& pair : map) {
      text += (*this)(pair.key) + ":" + std::visit(*this, pair.value.value) + ",";
    }
    return text + "}";
  }
  std::string operator()(definition::Reference reference) const {
    return fmt::format("r{}", static_cast<int>(reference));
  }
};

std::string digest_of(const definition::Entrypoint& entrypoint) {
  std::string text = entrypoint.module + ":" + entrypoint.function;
  for (const definition::Input& input : entrypoint.inputs) {
    text += "\n" + input.name + "=" + std::visit(ArgumentText{}, input.value.value);
  }
  return sha256(text);
}

std::string digest_of(const definition::Classes& classes) {
  std::string text = fmt::format("{}", classes.offset);
  for (const std::string& name : classes.names) text += "\n" + name;
  return sha256(text);
}

/// Of a folder (some formats are one): its files' names and digests, sorted.
std::string digest_of_path(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return sha256_of_file(path);
  std::vector<std::string> lines;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = std::filesystem::relative(entry.path(), path).string();
    lines.push_back(name + "=" + sha256_of_file(entry.path()));
  }
  std::sort(lines.begin(), lines.end());
  return sha256(fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace

RunIdentity identity_of(const RunInput& input, const IdentityOptions& options) {
  const definition::Runtime& runtime = input.model.runtime;
  RunIdentity identity{{"command", options.command},
                       {"assay", options.version},
                       {"definition", sha256(input.definition.source.text)},
                       {"model", input.model.name},
                       {"dataset", input.dataset.name},
                       {"dataset_digest", input.dataset.digest},
                       {"datapoints", fmt::format("{}", input.total)},
                       {"plugin", sha256_of_file(options.plugin_file)},
                       {"load", digest_of(runtime.load)},
                       {"predict", digest_of(runtime.predict)},
                       {"classes", digest_of(input.model.classes)},
                       {"device", options.devices},
                       {"batch", fmt::format("{}", options.batch_size)},
                       {"worker", options.worker}};
  for (const definition::ModelFile& file : input.model.files) {
    identity.emplace_back("file " + file.name, digest_of_path(file.path));
  }
  return identity;
}

}  // namespace assay::pipeline
