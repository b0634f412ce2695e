// SPDX-License-Identifier: Apache-2.0
// says: an assay::param<&Options::member> needs an argument of type Options
#include "prelude.hpp"

namespace {
struct Options {
  int size;
};
Model wrong(double) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param("n"), assay::param<&Options::size>("size")));
