// SPDX-License-Identifier: Apache-2.0
// One of the corruptions of ImageNet-C by its name, so that a domain can go through all of them.
#include <algorithm>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/operators/families.hpp"

namespace assay::stress {
namespace {

const std::vector<Operator>& corruptions() {
  static const std::vector<Operator> kAll = imagenet_c_operators();
  return kAll;
}

Effect corruption(const Values& values, const Setting& setting) {
  const std::string& name = values.text("corruption");
  const auto chosen = std::find_if(corruptions().begin(), corruptions().end(),
                                   [&](const Operator& one) { return one.name == name; });
  ASSAY_CHECK(chosen != corruptions().end());
  Values of_it(*chosen);
  of_it.set("severity", values.integer("severity"));
  return chosen->effect(of_it, setting);
}

}  // namespace

std::vector<Operator> corruption_operators() {
  std::vector<AxisValue> names;
  for (const Operator& one : corruptions()) names.emplace_back(one.name);
  AxisFacts which = mode("corruption", std::move(names), "which of them");
  which.searched = true;
  return {
      {"Corruption",
       Category::imagenet_c,
       "One of the 15 corruptions of ImageNet-C or the 4 beside them, at a severity.",
       {std::move(which),
        with_legal(strength("severity", AxisType::integer, {1, 5}, 0, "", "as published"), 0, 5)},
       corruption}};
}

}  // namespace assay::stress
