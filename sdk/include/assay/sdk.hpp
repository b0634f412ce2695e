// SPDX-License-Identifier: Apache-2.0
// Everything an author of a plugin needs. Ordinary functions become entries:
//
//   ASSAY_PLUGIN("org.example.signs", "Signs", "1.0.0",
//                assay::load<&load>("load", assay::param("weights").path()),
//                assay::predict<&predict>("predict", assay::param("model"),
//                assay::param("image")));
//
// sdk/README.md is the guide. OpenCV users also want assay/sdk/opencv.hpp.
#pragma once

#include <assay/sdk/blank_image.hpp>  // IWYU pragma: export
#include <assay/sdk/mistake.hpp>      // first: its sentences then come from few files
#include <assay/sdk/polygon.hpp>      // IWYU pragma: export
#include <assay/sdk/rle.hpp>          // IWYU pragma: export
#include <assay/sdk/tables.hpp>       // IWYU pragma: export

/// Once in a plugin, in the global namespace: id, name, version (or an assay::About), then entries.
#define ASSAY_PLUGIN(...)                                            \
  namespace {                                                        \
  constexpr auto assay_description = ::assay::describe(__VA_ARGS__); \
  }                                                                  \
  constexpr assay_plugin_t assay_plugin_v1 = ::assay::detail::PluginTable<assay_description>::make()
