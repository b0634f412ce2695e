// SPDX-License-Identifier: Apache-2.0
// What an author can get wrong in ASSAY_PLUGIN, and the one sentence about it. Checks look for the
// first mistake as a value; only Explain stops the compiler, and nothing that depends on a wrong
// entry is instantiated, so the sentence is all that an author gets to read.
#pragma once

#include <assay/sdk/visibility.hpp>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

enum class Mistake {
  none,
  // a function
  not_a_function,
  not_a_param,
  pointer,
  class_by_value,
  unsupported_type,
  member_of_another_struct,
  unsupported_member,
  key_without_member,
  key_of_another_struct,
  struct_without_default,
  missing_param,
  extra_param,
  param_for_the_call,
  // load
  images_in_load,
  load_result,
  // predict
  no_images,
  images_and_batch,
  result_of_a_batch,
  result_of_one_image,
  result,
  // a param
  param_name,
  same_param,
  path_without_text,
  range_without_number,
  empty_range,
  default_type,
  default_length,
  default_outside_range,
  choice_type,
  no_default,
  same_key,
  same_member,
  key_without_default,
  // the plugin
  not_an_entry,
  identity,
  entry_name,
  same_entry,
  model_of_no_load,
};

struct Found {
  Mistake mistake = Mistake::none;
  int number = 0;  // of the argument or param, from 1
  int entry = 0;   // from 1
};

/// Says what is wrong with argument or param `kNumber`; the compiler shows it and the entry's.
template <Mistake kMistake, int kNumber = 0, int kEntry = 0>
struct Explain {
  static_assert(
      kMistake != Mistake::not_a_function,
      "assay: assay::load and assay::predict take the address of one plain function, as in "
      "assay::load<&load>, and no member function");
  static_assert(kMistake != Mistake::not_a_param,
                "assay: after the name of an entry come its assay::param(...) alone");
  static_assert(
      kMistake != Mistake::pointer,
      "assay: an argument has a type that no definition can give: it is a pointer; take a model "
      "as Model& or const Model&, text as std::string");
  static_assert(
      kMistake != Mistake::class_by_value,
      "assay: an argument has a type that no definition can give: it is a class by value; take "
      "a model as Model& or const Model&, give each member of a struct of options an "
      "assay::param<&Options::member>, and the param of a struct from a map its members(...)");
  static_assert(kMistake != Mistake::unsupported_type,
                "assay: an argument has a type that no definition can give; see "
                "assay/sdk/signature.hpp for those that it can");
  static_assert(kMistake != Mistake::member_of_another_struct,
                "assay: an assay::param<&Options::member> needs an argument of type Options");
  static_assert(kMistake != Mistake::unsupported_member,
                "assay: a member with an assay::param has a type that no definition can give, or "
                "is const; a member that is a struct has a param with members(...)");
  static_assert(kMistake != Mistake::key_without_member,
                "assay: members(...) takes an assay::param<&Struct::member>(...) for each key of "
                "the map");
  static_assert(kMistake != Mistake::key_of_another_struct,
                "assay: members(...) is for an argument that is the struct of these members, or a "
                "std::optional of it; a list or map of structs cannot be given");
  static_assert(kMistake != Mistake::struct_without_default,
                "assay: a struct with members(...) needs a constructor without arguments");
  static_assert(
      kMistake != Mistake::missing_param,
      "assay: an argument lacks its param: give exactly one assay::param for each argument of "
      "the function, in order; a struct of options has one per member");
  static_assert(
      kMistake != Mistake::extra_param,
      "assay: a param lacks its argument: give exactly one assay::param for each argument of "
      "the function, in order");
  static_assert(
      kMistake != Mistake::param_for_the_call,
      "assay: assay::Device and assay::Context come from the call and take no assay::param");
  static_assert(kMistake != Mistake::images_in_load, "assay: a load function takes no images");
  static_assert(
      kMistake != Mistake::load_result,
      "assay: a load function returns the model: a std::unique_ptr<Model>, or a Model, which is "
      "a class");
  static_assert(
      kMistake != Mistake::no_images,
      "assay: a predict function takes an assay::Image or assay::Datapoint, or a std::vector of "
      "either");
  static_assert(kMistake != Mistake::images_and_batch,
                "assay: a predict function takes single images or a batch of them, not both");
  static_assert(
      kMistake != Mistake::result_of_a_batch,
      "assay: a predict function that takes a batch returns a std::vector with one element for "
      "each datapoint");
  static_assert(kMistake != Mistake::result_of_one_image,
                "assay: a predict function that takes one image returns what it found in it, not a "
                "std::vector with one element for each datapoint");
  static_assert(
      kMistake != Mistake::result,
      "assay: predict returns a type without fields; return one of assay/sdk/fields.hpp such as "
      "assay::Detections, a std::vector of objects, or a type with a "
      "void pack(assay::Output&, const Type&) beside it");
  static_assert(
      kMistake != Mistake::param_name,
      "assay: the name of a param is an identifier: letters, digits and _, no digit first");
  static_assert(kMistake != Mistake::same_param,
                "assay: two params of an entry have the same name");
  static_assert(kMistake != Mistake::path_without_text,
                "assay: path() is for params that are text");
  static_assert(kMistake != Mistake::range_without_number,
                "assay: a range is for params that are numbers, or lists or maps of them");
  static_assert(kMistake != Mistake::empty_range,
                "assay: the least value of a param is above its greatest");
  static_assert(kMistake != Mistake::default_type,
                "assay: the default of a param is not of its argument's type");
  static_assert(kMistake != Mistake::default_length,
                "assay: the default of a param has not as many elements as its std::array");
  static_assert(kMistake != Mistake::default_outside_range,
                "assay: the default of a param is outside its range");
  static_assert(kMistake != Mistake::choice_type,
                "assay: a choice of a param is not of its argument's type");
  static_assert(kMistake != Mistake::no_default,
                "assay: an optional param needs a default, or an argument that can be empty "
                "(std::optional, std::vector)");
  static_assert(kMistake != Mistake::same_key, "assay: two members of a param have the same name");
  static_assert(kMistake != Mistake::same_member,
                "assay: two names in members(...) fill the same member of the struct");
  static_assert(
      kMistake != Mistake::key_without_default,
      "assay: a member of an optional param needs a default too, unless the argument is a "
      "std::optional of the struct");
  static_assert(
      kMistake != Mistake::not_an_entry,
      "assay: after id, name and version come assay::load<...>(...) and assay::predict<...>(...) "
      "entries alone, at least one; is a parenthesis in the wrong place?");
  static_assert(kMistake != Mistake::identity, "assay: a plugin has an id, a name and a version");
  static_assert(
      kMistake != Mistake::entry_name,
      "assay: the name of an entry is an identifier: letters, digits and _, no digit first");
  static_assert(kMistake != Mistake::same_entry,
                "assay: two entries of the plugin have the same name");
  static_assert(
      kMistake != Mistake::model_of_no_load,
      "assay: an entry takes a model that no load of this plugin makes; a class by reference is "
      "a model, unless it is a type of the SDK, a struct of options, or one whose param has "
      "members(...), and load returns std::unique_ptr<Model> or Model");
  static constexpr bool kDone = true;
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
