// SPDX-License-Identifier: Apache-2.0
// Where the fields of one datapoint go: straight into the host's memory. Authors meet it only when
// they return a type of their own, with `void pack(assay::Output&, const Mine&)` beside it.
#pragma once

#include <assay/sdk/content.hpp>
#include <assay/sdk/image.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <class T>
constexpr assay_dtype_t dtype_of() noexcept {
  static_assert(std::is_arithmetic_v<T>, "assay: the elements of a field are numbers");
  const auto code = std::is_same_v<T, bool>       ? ASSAY_DTYPE_BOOL
                    : std::is_floating_point_v<T> ? ASSAY_DTYPE_FLOAT
                    : std::is_signed_v<T>         ? ASSAY_DTYPE_INT
                                                  : ASSAY_DTYPE_UINT;
  return {static_cast<std::uint8_t>(code), static_cast<std::uint8_t>(8 * sizeof(T)), 1};
}

}  // namespace detail

using Shape = std::vector<std::int64_t>;

inline std::int64_t elements_of(const Shape& shape) noexcept {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  return count;
}

class Output {
 public:
  /// `image` is the datapoint's first image.
  Output(const assay_call_t& call, assay_sink_t* sink, std::uint32_t datapoint,
         Image image) noexcept
      : host_(call.host), sink_(sink), datapoint_(datapoint), image_(image) {}

  /// The datapoint's first image, e.g. for the size of masks.
  const Image& image() const noexcept { return image_; }

  /// Host memory for an array in C order, zeroed, writable until predict returns. `input` names
  /// the input the field refers to, "" the first image. Throws Error as the host refuses.
  template <class T>
  T* allocate(std::string_view name, const Shape& shape, std::string_view input = {}) {
    return static_cast<T*>(allocate_raw(name, detail::dtype_of<T>(), shape, input));
  }
  template <class T>  // `{n, 4}` makes no vector
  T* allocate(std::string_view name, std::initializer_list<std::int64_t> shape,
              std::string_view input = {}) {
    return static_cast<T*>(
        allocate_raw(name, detail::dtype_of<T>(), shape.begin(), shape.size(), input));
  }
  void* allocate_raw(std::string_view name, assay_dtype_t dtype, const Shape& shape,
                     std::string_view input = {}) {
    return allocate_raw(name, dtype, shape.data(), shape.size(), input);
  }
  [[gnu::noinline]] void* allocate_raw(std::string_view name, assay_dtype_t dtype,
                                       const std::int64_t* extents, std::size_t ndim,
                                       std::string_view input = {}) {
    void* memory = nullptr;
    const assay_field_t field = field_named(name, input);
    check(name, host_->out_alloc(sink_, &field, dtype, static_cast<std::int32_t>(ndim), extents,
                                 &memory));
    return memory;
  }

  /// Copies an array in C order.
  template <class T>
  void array(std::string_view name, const std::vector<T>& elements, const Shape& shape,
             std::string_view input = {}) {
    array_raw(name, detail::dtype_of<T>(), elements.data(), elements.size(), shape, input);
  }
  void array_raw(std::string_view name, assay_dtype_t dtype, const void* elements,
                 std::size_t count, const Shape& shape, std::string_view input = {}) {
    if (static_cast<std::int64_t>(count) != elements_of(shape)) refuse(name, count, shape);
    void* const memory = allocate_raw(name, dtype, shape, input);
    if (count > 0) std::memcpy(memory, elements, count * (dtype.bits / 8u));
  }
  /// Text, a number, a list or a map.
  void value(std::string_view name, const Content& content, std::string_view input = {}) {
    detail::ContentArrays arrays;
    value_raw(name, detail::to_abi(content, arrays), input);
  }
  [[gnu::noinline]] void value_raw(std::string_view name, const assay_value_t& value,
                                   std::string_view input = {}) {
    const assay_field_t field = field_named(name, input);
    check(name, host_->out_value(sink_, &field, &value));
  }

 private:
  assay_field_t field_named(std::string_view name, std::string_view input) const noexcept {
    return {sizeof(assay_field_t), datapoint_, detail::to_abi(name), detail::to_abi(input)};
  }
  static void check(std::string_view name, assay_status_t status) {
    if (status != ASSAY_OK) report(name, status);
  }
  [[noreturn, gnu::cold]] static void report(std::string_view name, assay_status_t status) {
    const char* const why = status == ASSAY_E_MEMORY
                                ? "the fields of this batch take more memory than it has for them"
                                : "it is given twice, or its name, type or shape cannot be";
    throw Error(static_cast<Status>(status),
                std::string("the host refused field '").append(name).append("': ").append(why));
  }
  [[noreturn, gnu::cold]] static void refuse(std::string_view name, std::size_t count,
                                             const Shape& shape) {
    throw Error(std::string("field '").append(name).append("' has ") + std::to_string(count) +
                " elements, its shape " + std::to_string(elements_of(shape)));
  }

  const assay_host_t* host_;
  assay_sink_t* sink_;
  std::uint32_t datapoint_;
  Image image_;
};

}  // namespace sdk_1_0
}  // namespace assay
