// SPDX-License-Identifier: Apache-2.0
#include "core/definition/definition.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition::schema {
namespace {

using Use = Key::Use;

std::vector<std::string> problem_types() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(ProblemType::custom); ++i) {
    names.emplace_back(name_of(static_cast<ProblemType>(i)));
  }
  return names;
}

/// Large enough for a month of searching; it keeps products of two within 64 bits.
constexpr IntegerRange kCount{1, kLargestBudget};
constexpr IntegerRange kSeed{0, kLargestSeed};

}  // namespace

const Section& definition() {
  static const Section kSection{
      "definition",
      "the definition",
      {{"project", Use::required, {shape::record(project())}, "", "what is tested, and how"},
       {"datasets", Use::optional, {shape::list({shape::record(dataset())})}, "", "the data sets"},
       {"models", Use::optional, {shape::list({shape::record(model())})}, "", "the models"},
       {"gates",
        Use::optional,
        {shape::list({shape::record(gate())})},
        "",
        "what makes a run fail (exit code 1)"},
       {"domains",
        Use::optional,
        {shape::list({shape::record(domain())})},
        "",
        "the transformations that stress tests search"},
       {"baselines",
        Use::optional,
        {shape::list({shape::record(baseline())})},
        "",
        "evaluations of a model on a data set"},
       {"tests",
        Use::optional,
        {shape::list({shape::record(test())})},
        "",
        "stress tests of a model on a data set and a domain"}}};
  return kSection;
}

const Section& domains_alone() {
  static const Section kSection = [] {
    Section section = definition();
    section.id = "domains_alone";
    section.keys.front().use = Use::optional;  // project
    return section;
  }();
  return kSection;
}

const Section& project() {
  static const Section kSection{
      "project",
      "project",
      {{"name", Use::required, {shape::name()}, "", "what reports call it"},
       {"description", Use::optional, {shape::text()}, "", "text for people"},
       {"problem_type",
        Use::optional,
        {shape::choice(problem_types())},
        "",
        "what a prediction is, and by which metrics it is judged; where it is left out, what the "
        "models' output keys say it is, else Custom"},
       {"private", Use::ignored, {shape::boolean()}, "", "who may see it on a platform"}}};
  return kSection;
}

const Section& gate() {
  static const Section kSection{
      "gate",
      "a gate",
      {{"metric",
        Use::required,
        {shape::text_like(R"(^(failure_probability|[^.]+(\.[^.]+)+)$)")},
        "",
        "a number of summary.json such as bbox.AP50, or plugin.incidents"},
       {"min", Use::optional, {shape::number()}, "", "the least value that passes"},
       {"max", Use::optional, {shape::number()}, "", "the largest value that passes"}},
      {},
      {{"min"}, {"max"}}};
  return kSection;
}

const Section& baseline() {
  static const Section kSection{
      "baseline",
      "a baseline",
      {{"name", Use::required, {shape::name()}, "", "unique"},
       {"model", Use::required, {shape::name()}, "", "name of one of `models`"},
       {"dataset", Use::required, {shape::name()}, "", "name of one of `datasets`"}}};
  return kSection;
}

const Section& test() {
  static const Section kSection{
      "test",
      "a test",
      {{"name", Use::required, {shape::name()}, "", "unique"},
       {"model", Use::required, {shape::name()}, "", "name of one of `models`"},
       {"domain", Use::required, {shape::name()}, "", "name of one of `domains`"},
       {"dataset", Use::required, {shape::name()}, "", "name of one of `datasets`"},
       {"num_samples", Use::optional, {shape::integer(kCount)}, "25", "predictions of one search"},
       {"num_runs", Use::optional, {shape::integer(kCount)}, "40", "searches"},
       {"concurrent_runs",
        Use::optional,
        {shape::integer({1, 1024})},
        "4",
        "read, without effect: all images are searched at a time, by the instances there are"},
       {"budget",
        Use::optional,
        {shape::integer(kCount)},
        "",
        "predictions altogether; without it num_samples times num_runs"},
       {"seed", Use::optional, {shape::integer(kSeed)}, "0", "of all that is random"},
       {"search", Use::optional, {shape::name()}, R"("portfolio")", "name of the search"},
       {"score", Use::optional, {shape::name()}, R"("assay")", "how a trial is scored"},
       {"oracle",
        Use::optional,
        {shape::choice(oracle_names())},
        R"("truth")",
        "what is right: the data set, or the model's own answer to the image itself"},
       {"threshold",
        Use::optional,
        {shape::number()},
        "",
        "of scores of objects in use; without it the one with the best F1"},
       {"min_score",
        Use::optional,
        {shape::number()},
        "0.3",
        "of a trial that counts as a failure"},
       severity_key("",
                    "in place of those of the domain and its transformations: 1 to 5, which is "
                    "all of the ranges")}};
  return kSection;
}

}  // namespace assay::definition::schema
