// SPDX-License-Identifier: Apache-2.0
#include "core/predict/outcome.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/error.hpp"

namespace assay::predict {
namespace {

constexpr std::array<std::pair<FailureKind, std::string_view>, 9> kNames{{
    {FailureKind::image_unreadable, "image_unreadable"},
    {FailureKind::plugin_crash, "plugin_crash"},
    {FailureKind::plugin_exit, "plugin_exit"},
    {FailureKind::plugin_timeout, "plugin_timeout"},
    {FailureKind::plugin_error, "plugin_error"},
    {FailureKind::datapoint_failed, "datapoint_failed"},
    {FailureKind::invalid_output, "invalid_output"},
    {FailureKind::out_of_memory, "out_of_memory"},
    {FailureKind::decode_crash, "decode_crash"},
}};

}  // namespace

std::string_view name_of(FailureKind kind) {
  for (const auto& [value, name] : kNames) {
    if (value == kind) return name;
  }
  ASSAY_CHECK(false);
}

FailureKind failure_kind(std::string_view name) {
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
  }
  throw Error(ErrorKind::io, fmt::format("unknown failure kind '{}'", name));
}

}  // namespace assay::predict
