// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_set>

#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// What may be named, and how messages call one of them and all.
struct Named {
  std::string one, all;
  std::vector<std::string> names;  // in file order
  std::unordered_set<std::string> found;
};

template <class Items>
Named named(std::string one, std::string all, const Items& items) {
  Named result{std::move(one), std::move(all), {}, {}};
  for (const auto& item : items) {
    if (result.found.insert(item.name).second) result.names.push_back(item.name);
  }
  return result;
}

std::string read_reference(const Fields& fields, std::string_view key, const Named& known,
                           Reading& reading) {
  auto name = fields.text(key);
  if (!name) return "";
  const auto& names = known.names;
  if (known.found.contains(*name)) return *std::move(name);
  const std::string otherwise = names.empty()
                                    ? fmt::format("; the definition has no {}", known.all)
                                    : fmt::format("; the definition has {}", one_of(names));
  reading.problems.add_unknown(
      fields.mark(key),
      fmt::format("{}: there is no {} {}", fields.label(key), known.one, in_quotes(*name)), *name,
      names, otherwise);
  return *std::move(name);
}

std::size_t count_of(const Fields& fields, std::string_view key, std::size_t fallback) {
  const auto count = fields.integer(key);
  return count ? static_cast<std::size_t>(*count) : fallback;
}

struct Context {
  Named models, datasets, domains;
};

Context context_of(const Definition& definition) {
  Context context{named("model", "models", definition.models),
                  named("data set", "data sets", definition.datasets),
                  named("domain", "domains", definition.domains)};
  for (const std::string_view name : kBuiltInDomains) {
    if (context.domains.found.emplace(name).second) context.domains.names.emplace_back(name);
  }
  return context;
}

/// Above 0 and at most 1.
std::optional<double> part_of_one(const Fields& fields, std::string_view key, Reading& reading) {
  const auto value = fields.number(key);
  if (!value || (*value > 0 && *value <= 1)) return value;
  reading.problems.add(fields.mark(key), fmt::format("{} must be above 0 and at most 1, got {}",
                                                     fields.label(key), *value));
  return std::nullopt;
}

StressTest read_test(const Fields& fields, const Context& context, Reading& reading) {
  StressTest test;
  test.mark = fields.mark("name");
  test.name = fields.text("name").value_or("");
  test.model = read_reference(fields, "model", context.models, reading);
  test.domain = read_reference(fields, "domain", context.domains, reading);
  test.dataset = read_reference(fields, "dataset", context.datasets, reading);
  test.num_samples = count_of(fields, "num_samples", test.num_samples);
  test.num_runs = count_of(fields, "num_runs", test.num_runs);
  test.concurrent_runs = count_of(fields, "concurrent_runs", test.concurrent_runs);
  if (const auto budget = fields.integer("budget")) {
    test.budget = static_cast<std::size_t>(*budget);
  }
  if (const auto seed = fields.integer("seed")) test.seed = static_cast<std::uint64_t>(*seed);
  test.search = fields.text("search").value_or("");
  test.score = fields.text("score").value_or("");
  test.oracle = static_cast<Oracle>(fields.choice("oracle").value_or(0));
  test.threshold = part_of_one(fields, "threshold", reading);
  test.min_score = part_of_one(fields, "min_score", reading);
  test.severity = read_severity(fields, reading);
  return test;
}

}  // namespace

std::vector<Baseline> read_baselines(const Node& list, const Definition& definition,
                                     Reading& reading) {
  const Context context = context_of(definition);
  const Scope scope;
  std::vector<Baseline> baselines;
  UniqueNames names("baselines");
  for (const NodePtr& item : list.items) {
    const Fields fields(*item, schema::baseline(), reading, scope);
    Baseline baseline;
    baseline.mark = fields.mark("name");
    baseline.name = fields.text("name").value_or("");
    baseline.model = read_reference(fields, "model", context.models, reading);
    baseline.dataset = read_reference(fields, "dataset", context.datasets, reading);
    names.add(baseline.name, baseline.mark, reading);
    baselines.push_back(std::move(baseline));
  }
  return baselines;
}

std::vector<StressTest> read_tests(const Node& list, const Definition& definition,
                                   Reading& reading) {
  const Context context = context_of(definition);
  const Scope scope;
  std::vector<StressTest> tests;
  UniqueNames names("tests");
  for (const NodePtr& item : list.items) {
    const Fields fields(*item, schema::test(), reading, scope);
    tests.push_back(read_test(fields, context, reading));
    names.add(tests.back().name, tests.back().mark, reading);
  }
  return tests;
}

}  // namespace assay::definition
