// SPDX-License-Identifier: Apache-2.0
// What a stress test has written, changed by anybody. The first byte says which file the rest is:
// summary.json, which is that of a run or an Error{usage}; or findings.jsonl, whose every line is a
// copy that can be made or an Error{dataset} that points at it.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/enhance/findings_file.hpp"
#include "core/pipeline/stress/past_run.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/transform.hpp"

namespace {

namespace fs = std::filesystem;
namespace dataset = assay::dataset;
namespace definition = assay::definition;
namespace image = assay::image;
namespace pipeline = assay::pipeline;
namespace stress = assay::stress;
using assay::Error;
using assay::ErrorKind;

constexpr std::size_t kMostCopies = 4;

/// One axis of each kind.
constexpr const char* kDefinition = R"(
domains:
  - name: d
    transformations:
      - {name: gamma, operator: Gamma, axes: [{name: gamma, type: float, range: [0.5, 2]}]}
      - {name: hue, operator: ShiftHSV, axes: [{name: hue, type: int, range: [-9, 9]}]}
      - {name: flip, operator: HorizontalFlip, axes: [{name: hflip, type: bool}]}
      - {name: turn, operator: Affine, axes: [
          {name: affine_rotate, type: float, range: [-9, 9], steps: 7},
          {name: infill_color, type: Color, choices: [[0, 0, 0], [9, 8, 7]]}]}
      - {name: c, operator: Corruption, axes: [
          {name: corruption, type: str, choices: [fog, contrast]},
          {name: severity, type: int, range: [1, 5]}]}
)";

void require(bool holds) {
  if (!holds) std::abort();
}

/// In memory where there is a file system for it.
fs::path make_folder() {
  const fs::path parent = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
  static const fs::path kept = parent / ("assay-fuzz-" + std::to_string(::getpid()));
  fs::create_directories(kept);
  std::atexit([] {
    std::error_code ignored;
    fs::remove_all(kept, ignored);
  });
  return kept;
}

const stress::Domain& domain() {
  static const stress::Catalogue kAll;
  static const stress::Domain kDomain = [] {
    const auto definition = definition::parse("d.yaml", kDefinition, "/", {{}, "", true});
    return make_domain(definition.domains.at(0), definition.source, kAll);
  }();
  return kDomain;
}

dataset::Dataset images() {
  dataset::Dataset data;
  data.name = "val";
  data.datapoints = {{"a.png", 1, "/none/a.png"}, {"b/c.png", 2, "/none/b/c.png"}};
  return data;
}

void check_summary(const fs::path& folder) {
  try {
    const pipeline::PastRun run = pipeline::read_past_run(folder);
    require(run.directory == folder);
    require(run.rules.score == "assay" || run.rules.score == "efemarai");
    require(!run.rules.threshold || std::isfinite(*run.rules.threshold));
    require(!run.severity || (*run.severity > 0 && *run.severity <= 5));
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::usage && !error.message().empty());
  }
}

/// What the finding says can be made, and said again.
void check_copy(const pipeline::Copy& copy, const dataset::Dataset& data) {
  require(copy.datapoint < data.datapoints.size() && copy.domain == &domain() && copy.finding);
  stress::DomainPoint again = domain().weakest_point();
  apply_settings(domain(), settings_of(domain(), copy.point), again);
  require(again == copy.point);
  constexpr image::Size kSize{9, 7};
  const std::vector<std::byte> before(image::byte_size(kSize, image::PixelFormat::rgb));
  std::vector<std::byte> after(before.size());
  stress::Workspace workspace;
  transform(domain(), copy.point,
            {{before, kSize, image::PixelFormat::rgb},
             data.datapoints[copy.datapoint].id,
             copy.seed,
             copy.draw},
            {after, kSize, image::PixelFormat::rgb}, workspace);
}

void check_findings(const fs::path& file) {
  const dataset::Dataset data = images();
  const auto domain_of = [](const std::string& name) -> const stress::Domain& {
    if (name == "d") return domain();
    throw Error(ErrorKind::usage, "there is no domain");
  };
  try {
    const auto copies = pipeline::copies_of_findings(file, data, domain_of, kMostCopies);
    require(!copies.empty() && copies.size() <= kMostCopies);
    for (const pipeline::Copy& copy : copies) check_copy(copy, data);
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::dataset && error.message().starts_with(file.string() + ":"));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const fs::path kFolder = make_folder();
  const bool is_summary = bytes[0] % 2 == 0;
  const fs::path file = kFolder / (is_summary ? "summary.json" : "findings.jsonl");
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes) + 1, static_cast<std::streamsize>(size - 1));
  if (is_summary) {
    check_summary(kFolder);
  } else {
    check_findings(file);
  }
  fs::remove(file);
  return 0;
}
