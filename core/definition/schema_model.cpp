// SPDX-License-Identifier: Apache-2.0
#include "core/definition/definition.hpp"
#include "core/definition/output_key.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition::schema {
namespace {

using Use = Key::Use;

Shape names_or_file() {
  return shape::list({shape::name()}, {1});
}

Key classes_key() {
  return {"classes",
          Use::optional,
          {shape::path(), names_or_file(), shape::record(classes())},
          "",
          "names in the order of the model's indices: a list, a file with one a line, or a map"};
}

Key files_key() {
  return {"files",
          Use::optional,
          {shape::list({shape::record(file())})},
          "",
          "weights and other files: ${model.files.<name>.url}"};
}

Key runtime_key(std::string meaning) {
  return {"runtime", Use::optional, {shape::record(runtime())}, "", std::move(meaning)};
}

Key inputs_key() {
  return {"inputs",
          Use::optional,
          {shape::list({shape::record(input()), shape::map({shape::any()}, {1, 1})})},
          "[]",
          "{name: N, value: V}, or N: V for short; one called device chooses the device"};
}

Key entrypoint_key() {
  return {"entrypoint",
          Use::required,
          {shape::text_like(
              R"(^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*$)")},
          "",
          "module:function; a.b:f is f of a/b.so"};
}

}  // namespace

const Section& model() {
  static const Section kSection{
      "model",
      "a model",
      {{"name", Use::required, {shape::name()}, "", "unique; ${model.name} stands for any model"},
       {"description", Use::optional, {shape::text()}, "", "text for people"},
       {"repository", Use::optional, {shape::record(repository())}, "", "where the model lies"},
       files_key(),
       classes_key(),
       runtime_key("how it is loaded and asked; without it, as assay.yaml or efemarai.yaml of its "
                   "repository says")}};
  return kSection;
}

const Section& companion() {
  static const Section kSection{
      "companion",
      "the file",
      {{"project", Use::ignored, {shape::any()}, "", ""},
       {"datasets", Use::ignored, {shape::any()}, "", ""},
       {"models", Use::optional, {shape::list({shape::record(companion_model())})}, "", ""},
       {"gates", Use::ignored, {shape::any()}, "", ""},
       {"domains", Use::ignored, {shape::any()}, "", ""},
       {"baselines", Use::ignored, {shape::any()}, "", ""},
       {"tests", Use::ignored, {shape::any()}, "", ""}}};
  return kSection;
}

const Section& companion_model() {
  static const Section kSection{"companion_model",
                                "a model",
                                {{"name", Use::required, {shape::name()}, "", ""},
                                 {"description", Use::ignored, {shape::text()}, "", ""},
                                 {"repository", Use::ignored, {shape::any()}, "", ""},
                                 files_key(),
                                 classes_key(),
                                 runtime_key("")}};
  return kSection;
}

const Section& repository() {
  static const Section kSection{
      "repository",
      "repository",
      {{"url",
        Use::optional,
        {shape::path()},
        R"(".")",
        "folder of the modules, and where relative files start"},
       {"branch", Use::ignored, {shape::text()}, "", "of a remote repository"},
       {"hash", Use::ignored, {shape::text()}, "", "of a remote repository"},
       {"access_token", Use::ignored, {shape::text()}, "", "of a remote repository"}}};
  return kSection;
}

const Section& file() {
  static const Section kSection{
      "file",
      "a file",
      {{"name", Use::required, {shape::name()}, "", "unique"},
       {"url", Use::required, {shape::path()}, "", "a file or folder; starts at the repository"},
       {"upload", Use::ignored, {shape::boolean()}, "", "copy it to a platform"},
       {"credentials", Use::ignored, {shape::text()}, "", "token or user:password"}}};
  return kSection;
}

const Section& classes() {
  // Far beyond any model; it keeps index arithmetic within range.
  constexpr IntegerRange kIndex{-1'000'000'000, 1'000'000'000};
  static const Section kSection{
      "classes",
      "classes",
      {{"names",
        Use::optional,
        {shape::path(), names_or_file()},
        "",
        "a list, or a file with one name a line"},
       {"offset", Use::optional, {shape::integer(kIndex)}, "0", "what the first index is"},
       {"match",
        Use::optional,
        {shape::choice({"automatic", "name", "wnid", "index"})},
        R"("automatic")",
        "how they find the data set's categories"},
       {"remap",
        Use::optional,
        {shape::map({shape::name(), shape::nothing()}, {1})},
        "",
        "{the model's index or name: a category's name, or null for none}; goes first"}},
      {},
      {{"names"}, {"offset"}, {"match"}, {"remap"}}};
  return kSection;
}

const Section& runtime() {
  static const Section kSection{
      "runtime",
      "runtime",
      {{"image", Use::optional, {shape::text()}, "", "container image: recorded, never started"},
       {"device",
        Use::optional,
        {shape::text_like("^(cpu|gpu|cuda|cuda:[0-9]{1,3})$")},
        R"("cpu")",
        "cpu, gpu, cuda or cuda:N; --device and an input `device` go before"},
       {"batch", Use::optional, {shape::record(batch())}, "", "how much one call of predict gets"},
       {"load", Use::required, {shape::record(load())}, "", "the function that loads the model"},
       {"predict", Use::required, {shape::record(predict())}, "", "the function that predicts"}}};
  return kSection;
}

const Section& batch() {
  constexpr IntegerRange kSize{1, kLargestBatch};
  static const Section kSection{
      "batch",
      "batch",
      {{"max_size", Use::optional, {shape::integer(kSize)}, "1", "datapoints; 256 MiB of pixels"},
       {"image_size",
        Use::optional,
        {shape::list({shape::integer({1, 65'535})}, {2, 2})},
        "",
        "[width, height]: resize images before predict"}}};
  return kSection;
}

const Section& load() {
  static const Section kSection{
      "load",
      "load",
      {entrypoint_key(),
       inputs_key(),
       {"output", Use::required, {shape::record(load_output())}, "", "what it returns"}}};
  return kSection;
}

const Section& predict() {
  static const Section kSection{
      "predict",
      "predict",
      {entrypoint_key(),
       inputs_key(),
       {"output", Use::required, {shape::record(predict_output())}, "", "what it returns"}}};
  return kSection;
}

const Section& input() {
  static const Section kSection{
      "input",
      "an input",
      {{"name", Use::required, {shape::path()}, "", "of the function's parameter"},
       {"value", Use::required, {shape::any()}, "", "any value; variables are replaced"}}};
  return kSection;
}

const Section& load_output() {
  static const Section kSection{
      "load_output",
      "the output of load",
      {{"name", Use::required, {shape::path()}, "", "${model.runtime.load.output.<name>}"}}};
  return kSection;
}

const Section& predict_output() {
  static const Section kSection{
      "predict_output",
      "the output of predict",
      {{"name", Use::required, {shape::path()}, "", "what messages call it"},
       {"keys",
        Use::optional,
        {shape::list({shape::choice(output_keys()), shape::text_like(R"(^user\..+)")})},
        "",
        "fields that every prediction must have"}}};
  return kSection;
}

}  // namespace assay::definition::schema
