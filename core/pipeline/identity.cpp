// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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
  std::string text = fmt::format("{} {}", classes.offset, static_cast<int>(classes.match));
  for (const std::string& name : classes.names) text += "\n" + name;
  for (const definition::Remap& line : classes.remap) {
    const auto* index = std::get_if<std::int64_t>(&line.from);
    const std::string from =
        index != nullptr ? fmt::format("{}", *index) : "'" + std::get<std::string>(line.from);
    text += fmt::format("\n{} -> {}", from, line.to ? "'" + *line.to : "none");
  }
  return sha256(text);
}

/// What is done to images before the model sees them: its values may come from the environment.
std::string digest_of_images(const RunInput& input) {
  const definition::Dataset& spec = input.dataset_spec;
  std::string text = fmt::format("{} {} {}", static_cast<int>(spec.exif),
                                 static_cast<int>(spec.truncated), spec.max_pixels);
  if (spec.background) text += fmt::format(" over {}", fmt::join(*spec.background, ","));
  const auto& size = input.model.runtime.image_size;
  if (size) text += fmt::format(" to {}x{}", size->first, size->second);
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

/// Their names may come from a file of their own.
std::string digest_of(const std::vector<dataset::Category>& categories) {
  std::string text;
  for (const dataset::Category& category : categories) {
    text += fmt::format("{} {}\n", category.id, category.name);
  }
  return sha256(text);
}

/// Files that the ground truth is in, of each datapoint; the annotations hold all other truth.
const std::vector<std::filesystem::path>* truth_files(const dataset::Truth& truth) {
  if (const auto* of = std::get_if<dataset::LabelMapTruth>(&truth)) return &of->maps;
  if (const auto* of = std::get_if<dataset::PanopticTruth>(&truth)) return &of->maps;
  if (const auto* of = std::get_if<dataset::ImageTruth>(&truth)) return &of->targets;
  return nullptr;
}

/// What of the data set counts, and how: it may come from the environment.
std::string digest_of_scoring(const definition::Dataset& spec) {
  std::string text = fmt::format("{};", fmt::join(spec.ignored_labels, ","));
  for (const double sigma : spec.keypoint_sigmas) text += fmt::format(" {:a}", sigma);
  return sha256(text);
}

/// Of the datapoints that are run. Their order is the data set's, which has a digest of its own.
std::string digest_of_files(const std::vector<std::filesystem::path>& files, std::size_t count) {
  Sha256 digest;
  for (std::size_t i = 0; i < std::min(count, files.size()); ++i) {
    digest.add(sha256_of_file(files[i]));
  }
  return digest.finish();
}

/// The annotations list the images; folders of classes are their own list.
std::string digest_item(const dataset::Dataset& dataset) {
  return std::holds_alternative<dataset::ClassTruth>(dataset.truth) ? "labels" : "annotations";
}

// ---- words ---------------------------------------------------------------------------------

constexpr std::string_view kFilePrefix = "file ";

using Words = std::pair<std::string_view, std::string_view>;

/// Items that are what a user gave, and what they are called.
constexpr std::array kOptions{Words{"command", "the command"},
                              Words{"assay", "assay's version"},
                              Words{"model", "--model"},
                              Words{"dataset", "--dataset"},
                              Words{"datapoints", "the number of datapoints (--limit)"},
                              Words{"device", "--device"},
                              Words{"batch", "--batch"},
                              Words{"worker", "--worker"},
                              Words{"worker_wrapper", "--worker-wrapper"},
                              Words{"worker_memory", "--worker-memory"},
                              Words{"domain", "--domain"},
                              Words{"severity", "--severity"},
                              Words{"search", "--search"},
                              Words{"score", "--score"},
                              Words{"oracle", "--oracle"},
                              Words{"threshold", "--threshold"},
                              Words{"min_score", "--min-score"},
                              Words{"seed", "--seed"},
                              Words{"budget", "--budget"},
                              Words{"purpose", "--search-only and --decide"}};

/// Items that are digests: that they differ is all that a reader can use.
constexpr std::array kContents{Words{"definition", "the definition has"},
                               Words{"runtime", "the repository's definition has"},
                               Words{"annotations", "the annotations have"},
                               Words{"images", "the settings for images have"},
                               Words{"labels", "the labels or the images' names have"},
                               Words{"categories", "the data set's categories have"},
                               Words{"truth_files", "the label maps or targets have"},
                               Words{"scoring", "ignore_labels or keypoint_sigmas have"},
                               Words{"plugin", "the plugin's file has"},
                               Words{"load", "the inputs of load have"},
                               Words{"predict", "the inputs of predict have"},
                               Words{"classes", "the model's classes have"},
                               Words{"domain_text", "the domain has"}};

std::string as_given(const std::string& value) {
  if (value.empty()) return "not given";
  const bool is_number = value.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? value : fmt::format("'{}'", value);
}

}  // namespace

RunIdentity identity_of(const RunInput& input, const IdentityOptions& options) {
  const definition::Runtime& runtime = input.model.runtime;
  RunIdentity identity{{"command", options.command},
                       {"assay", options.version},
                       {"definition", sha256(input.definition.source.text)},
                       {"model", input.model.name},
                       {"dataset", input.dataset.name},
                       {digest_item(input.dataset), input.dataset.digest},
                       {"datapoints", fmt::format("{}", input.total)},
                       {"plugin", sha256_of_file(options.plugin_file)},
                       {"load", digest_of(runtime.load)},
                       {"predict", digest_of(runtime.predict)},
                       {"classes", digest_of(input.model.classes)},
                       {"device", options.devices},
                       {"batch", fmt::format("{}", options.batch_size)},
                       {"worker", options.worker},
                       {"worker_wrapper", options.worker_wrapper},
                       {"worker_memory", fmt::format("{}", options.worker_memory_bytes)}};
  identity.emplace_back("images", digest_of_images(input));
  identity.emplace_back("categories", digest_of(input.dataset.categories));
  identity.emplace_back("scoring", digest_of_scoring(input.dataset_spec));
  if (const auto* files = truth_files(input.dataset.truth)) {
    identity.emplace_back("truth_files", digest_of_files(*files, input.total));
  }
  if (input.model.runtime_source) {  // it says more than the entrypoints: sizes, batches, devices
    identity.emplace_back("runtime", sha256(input.model.runtime_source->text));
  }
  for (const definition::ModelFile& file : input.model.files) {
    identity.emplace_back(std::string(kFilePrefix) + file.name, digest_of_path(file.path));
  }
  return identity;
}

std::string difference_in(const std::string& item, const std::string& before,
                          const std::string& now) {
  for (const auto& [known, subject] : kOptions) {
    if (item != known) continue;
    return fmt::format("{} was {} and is now {}", subject, as_given(before), as_given(now));
  }
  for (const auto& [known, subject] : kContents) {
    if (item == known) return fmt::format("{} changed", subject);
  }
  const bool is_file = item.starts_with(kFilePrefix);
  const std::string name = is_file ? item.substr(kFilePrefix.size()) : item;
  return fmt::format("{}'{}' has changed", is_file ? "the model's file " : "", name);
}

}  // namespace assay::pipeline
