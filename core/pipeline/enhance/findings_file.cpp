// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/findings_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;
constexpr std::uint64_t kLargestDraw = std::uint64_t{1} << 31;

/// One line, and how to say what is wrong with it.
class Line {
 public:
  Line(const Source& file, std::size_t number, const std::string& text)
      : file_(file), number_(number), json_(Json::parse(text, nullptr, false)) {
    if (json_.is_discarded()) {
      fail("is no JSON: the file was cut or changed; take the one that 'assay stress' wrote");
    }
    if (!json_.is_object()) fail("is no object, as findings are");
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw dataset::FileFault(file_, {static_cast<int>(number_), 1}, "the finding " + what);
  }

  std::string text(const char* key) const {
    const Json& value = member(key, "a text");
    if (!value.is_string()) refuse(key, "a text");
    return value.get<std::string>();
  }

  std::uint64_t whole(const char* key, std::uint64_t most) const {
    const std::string wanted = fmt::format("a whole number from 0 to {}", most);
    const Json& value = member(key, wanted);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most) refuse(key, wanted);
    return value.get<std::uint64_t>();
  }

  std::vector<std::string> texts(const char* key) const {
    const Json& value = member(key, "a list of texts");
    const bool good = value.is_array() && std::all_of(value.begin(), value.end(),
                                                      [](const auto& v) { return v.is_string(); });
    if (!good) refuse(key, "a list of texts");
    return value.get<std::vector<std::string>>();
  }

  /// For people: what is not there is left out.
  FoundBy found_by() const {
    FoundBy found{number_, "", 0};
    if (json_.contains("mode") && json_["mode"].is_string()) found.mode = json_["mode"];
    if (json_.contains("score") && json_["score"].is_number()) found.score = json_["score"];
    return found;
  }

 private:
  const Json& member(const char* key, const std::string& wanted) const {
    if (!json_.contains(key)) {
      fail(fmt::format("has no '{}' ({}); run 'assay stress' again for findings that have it", key,
                       wanted));
    }
    return json_[key];
  }

  [[noreturn]] void refuse(const char* key, const std::string& wanted) const {
    fail(fmt::format("has a '{}' that is not {}", key, wanted));
  }

  const Source& file_;
  std::size_t number_;
  Json json_;
};

/// A file may have anything for a name.
std::string shortened(const std::string& text) {
  constexpr std::size_t kMost = 200;
  return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
}

/// What `body` finds wrong with the line is said to be so.
template <class Body>
auto at_line(const Line& line, Body body) {
  try {
    return body();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    line.fail("does not fit the definition: " + error.message());
  }
}

/// Without a value for each axis it would be another point.
void require_all_axes(const Line& line, const stress::Domain& domain,
                      const std::vector<std::string>& settings) {
  for (const stress::FreeAxis& axis : domain.axes()) {
    const bool given = std::any_of(
        settings.begin(), settings.end(),
        [&](const std::string& setting) { return key_of(domain, setting) == axis.key; });
    if (given) continue;
    line.fail(
        fmt::format("says nothing of the axis '{}', which the domain '{}' has now; take the "
                    "definition that was tested",
                    axis.key, domain.name()));
  }
}

class Resolver {
 public:
  Resolver(const dataset::Dataset& dataset, const DomainOf& domain_of)
      : dataset_(dataset), domain_of_(domain_of) {
    for (std::size_t i = 0; i < dataset.datapoints.size(); ++i) {
      places_.emplace(dataset.datapoints[i].id, i);
    }
  }

  Copy copy_of(const Line& line) const {
    Copy copy;
    copy.datapoint = datapoint_of(line);
    const std::string name = line.text("domain");
    copy.domain = at_line(line, [&] { return &domain_of_(name); });
    copy.seed = line.whole("seed", definition::kLargestSeed);
    copy.draw = static_cast<std::uint32_t>(line.whole("draw", kLargestDraw));
    const std::vector<std::string> settings = line.texts("point");
    copy.point = copy.domain->weakest_point();
    at_line(line, [&] { apply_settings(*copy.domain, settings, copy.point); });
    require_all_axes(line, *copy.domain, settings);
    copy.finding = line.found_by();
    return copy;
  }

 private:
  std::size_t datapoint_of(const Line& line) const {
    const std::string id = line.text("datapoint");
    const auto found = places_.find(id);
    if (found != places_.end()) return found->second;
    line.fail(
        fmt::format("is of the datapoint '{}', which the data set '{}' has not; name the data "
                    "set that was tested by --dataset",
                    shortened(printable(id)), dataset_.name));
  }

  const dataset::Dataset& dataset_;
  const DomainOf& domain_of_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::vector<Copy> copies_of_findings(const std::filesystem::path& file,
                                     const dataset::Dataset& dataset, const DomainOf& domain_of,
                                     std::size_t most) {
  const Source source{file.string(), read_file(file, kMostBytes)};
  const Resolver resolver(dataset, domain_of);
  const std::vector<std::string> lines = lines_of(source.text);
  std::vector<Copy> copies;
  for (std::size_t i = 0; i < lines.size() && copies.size() < most; ++i) {
    if (!lines[i].empty()) copies.push_back(resolver.copy_of(Line(source, i + 1, lines[i])));
  }
  if (!copies.empty()) return copies;
  throw dataset::FileFault(source.name,
                           "there are no findings in it: nothing was broken, and there "
                           "is nothing to write");
}

}  // namespace assay::pipeline
