// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/words.hpp"

#include <assay/abi/entry.h>

#include <array>
#include <string_view>

namespace assay::plugin {
namespace {

struct Word {
  std::uint32_t code;
  std::string_view name;
};

constexpr std::array kKinds{
    Word{ASSAY_KIND_NULL, "null"},     Word{ASSAY_KIND_BOOL, "bool"},
    Word{ASSAY_KIND_INT, "int"},       Word{ASSAY_KIND_FLOAT, "float"},
    Word{ASSAY_KIND_STRING, "string"}, Word{ASSAY_KIND_PATH, "path"},
    Word{ASSAY_KIND_LIST, "list"},     Word{ASSAY_KIND_MAP, "map"},
    Word{ASSAY_KIND_HANDLE, "model"},  Word{ASSAY_KIND_DATAPOINTS, "datapoints"},
    Word{ASSAY_KIND_IMAGES, "images"},
};
constexpr std::array kDevices{Word{ASSAY_DEVICE_CPU, "cpu"}, Word{ASSAY_DEVICE_CUDA, "cuda"}};
constexpr std::array kColors{Word{ASSAY_COLOR_RGB, "rgb"}, Word{ASSAY_COLOR_BGR, "bgr"},
                             Word{ASSAY_COLOR_GRAY, "gray"}, Word{ASSAY_COLOR_RGBA, "rgba"}};
constexpr std::array kThreading{
    Word{ASSAY_THREADING_AFFINE, "affine"}, Word{ASSAY_THREADING_SERIAL, "serial"},
    Word{ASSAY_THREADING_MODEL, "model"}, Word{ASSAY_THREADING_FREE, "free"}};

template <std::size_t kCount>
std::string name_of(std::uint32_t code, const std::array<Word, kCount>& words) {
  for (const Word& word : words) {
    if (word.code == code) return std::string(word.name);
  }
  return std::to_string(code);
}

template <std::size_t kCount>
std::vector<std::string> names_in(std::uint32_t mask, const std::array<Word, kCount>& words) {
  std::vector<std::string> names;
  for (std::uint32_t code = 0; code < 32; ++code) {
    if ((mask >> code & 1U) != 0) names.push_back(name_of(code, words));
  }
  return names;
}

}  // namespace

std::vector<std::string> kind_names(std::uint32_t mask) {
  return names_in(mask, kKinds);
}

std::vector<std::string> device_names(std::uint32_t mask) {
  return names_in(mask, kDevices);
}

std::vector<std::string> color_names(std::uint32_t mask) {
  return names_in(mask, kColors);
}

bool is_required(const wire::Parameter& parameter) {
  return (parameter.flags & ASSAY_PARAM_REQUIRED) != 0;
}

bool is_secret(const wire::Parameter& parameter) {
  return (parameter.flags & ASSAY_PARAM_SECRET) != 0;
}

bool has_minimum(const wire::Parameter& parameter) {
  return (parameter.flags & ASSAY_PARAM_MINIMUM) != 0;
}

bool is_within_bounds(const wire::Value& scalar, const wire::Parameter& parameter) {
  double number = 0;
  if (const auto* whole = std::get_if<std::int64_t>(&scalar.content)) {
    number = static_cast<double>(*whole);
  } else if (const auto* real = std::get_if<double>(&scalar.content)) {
    number = *real;
  } else {
    return true;
  }
  return (!has_minimum(parameter) || number >= parameter.minimum) &&
         (!has_maximum(parameter) || number <= parameter.maximum);
}

bool has_elements_between(const wire::Parameter& parameter, std::size_t count) {
  return count >= parameter.min_elements &&
         (parameter.max_elements == 0 || count <= parameter.max_elements);
}

bool has_maximum(const wire::Parameter& parameter) {
  return (parameter.flags & ASSAY_PARAM_MAXIMUM) != 0;
}

bool is_the_batch(const wire::Parameter& parameter) {
  constexpr std::uint32_t kBatch =
      ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS) | ASSAY_KIND_BIT(ASSAY_KIND_IMAGES);
  return (parameter.kinds & kBatch) != 0;
}

std::string threading_name(std::uint32_t level) {
  return name_of(level, kThreading);
}

}  // namespace assay::plugin
