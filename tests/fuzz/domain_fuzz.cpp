// SPDX-License-Identifier: Apache-2.0
// Any bytes are a file of domains or an Error{definition} that says something. Each domain of one
// that is good holds at the severity that the first byte says what its header promises, is written
// down as a file that reads back to it, and makes of a small image always the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/domain/domain_file.hpp"
#include "core/stress/domain/draw_point.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/transform.hpp"

namespace {

namespace definition = assay::definition;
namespace image = assay::image;
namespace stress = assay::stress;
using assay::Error;
using assay::ErrorKind;

constexpr std::size_t kMostApplied = 6;  // transformations; more take long and show nothing new

void require(bool holds) {
  if (!holds) std::abort();
}

const stress::Catalogue& catalogue() {
  static const stress::Catalogue kAll;
  return kAll;
}

/// What `body` gives, or nullopt where it explains why there is none.
template <class Body>
auto attempted(Body body) -> std::optional<decltype(body())> {
  try {
    return body();
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::definition && !error.message().empty());
    return std::nullopt;
  }
}

/// As `assay domain show` reads it.
std::optional<definition::Definition> parsed(const std::string& text) {
  const std::filesystem::path folder = ASSAY_SOURCE_DIR "/tests/data/seed";
  return attempted([&] {
    return definition::parse("definition.yaml", text, folder,
                             {[](const std::string&) { return std::nullopt; }, "", true});
  });
}

std::optional<stress::Domain> made(const definition::Domain& spec, const assay::Source& source,
                                   std::optional<double> severity) {
  return attempted([&] { return make_domain(spec, source, catalogue(), severity); });
}

bool is_of(const stress::FreeAxis& axis, const stress::AxisValue& value) {
  if (!axis.choices.empty()) {
    return std::find(axis.choices.begin(), axis.choices.end(), value) != axis.choices.end();
  }
  const double number = stress::number_of(value);
  return number >= axis.low && number <= axis.high;
}

void check_axes(const stress::Domain& domain) {
  for (const stress::FreeAxis& axis : domain.axes()) {
    require(axis.low <= axis.high && is_of(axis, weakest(axis)));
    for (const double at : {0.0, 0.3, 1.0}) require(is_of(axis, value_at(axis, at)));
    for (const double p : {0x1p-53, 0.5, 1 - 0x1p-53}) require(is_of(axis, quantile(axis, p)));
    require(strength_of(axis, value_at(axis, 1)) >= 0);
  }
}

/// The file of a domain as the only item of a definition.
std::string definition_of(const std::string& file) {
  std::string item = file.substr(file.find('\n') + 1);
  return "domains:\n" + item.replace(0, 1, "-");
}

void check_file(const stress::Domain& domain) {
  const auto again = parsed(definition_of(file_text(domain)));
  require(again.has_value());
  const auto same = made(again->domains.at(0), again->source, std::nullopt);
  require(same && description_of(*same) == description_of(domain));
}

std::vector<std::byte> result_at(const stress::Domain& domain, const stress::DomainPoint& point) {
  constexpr image::Size kSize{9, 7};
  std::vector<std::byte> before(image::byte_size(kSize, image::PixelFormat::rgb));
  for (std::size_t i = 0; i < before.size(); ++i) before[i] = static_cast<std::byte>(i * 37);
  std::vector<std::byte> after(before.size());
  stress::Workspace workspace;
  transform(domain, point, {{before, kSize, image::PixelFormat::rgb}, "a.png", 1, 0},
            {after, kSize, image::PixelFormat::rgb}, workspace);
  return after;
}

void check_domain(const stress::Domain& domain) {
  check_axes(domain);
  check_file(domain);
  if (domain.nodes().size() > kMostApplied) return;
  stress::Stream random({1, "", "point", 0});
  const stress::DomainPoint point = draw_point(domain, random);
  require(result_at(domain, point) == result_at(domain, point));
  stress::DomainPoint strongest;
  for (const stress::FreeAxis& axis : domain.axes()) strongest.push_back(value_at(axis, 1));
  (void)result_at(domain, strongest);
  stress::DomainPoint read = domain.weakest_point();
  apply_settings(domain, settings_of(domain, point), read);
  require(read == point);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  std::optional<double> severity;  // none, or 0.1 to 5
  if (const int tenths = bytes[0] % 51; tenths > 0) severity = tenths / 10.0;
  const auto definition = parsed(std::string(reinterpret_cast<const char*>(bytes) + 1, size - 1));
  if (!definition) return 0;
  for (const definition::Domain& spec : definition->domains) {
    if (const auto domain = made(spec, definition->source, severity)) check_domain(*domain);
  }
  return 0;
}
