// SPDX-License-Identifier: Apache-2.0
// says: a member with an assay::param has a type that no definition can give
#include "prelude.hpp"

namespace {
struct Options {
  const char* text;
};
Model wrong(const Options&) {
  return {};
}
}  // namespace

ASSAY_PLUGIN("org.example.plugin", "Plugin", "1.0.0",
             assay::load<&wrong>("wrong", assay::param<&Options::text>("text")));
