// SPDX-License-Identifier: Apache-2.0
#include "core/definition/json_schema.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/file.hpp"
#include "core/definition/definition.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition {
namespace {

using Json = nlohmann::json;

const std::filesystem::path kCommitted =
    std::filesystem::path(ASSAY_SOURCE_DIR) / "core/definition/assay.schema.json";

// To write it anew: ASSAY_WRITE_GOLDEN=1 build/dev/bin/unit_definition
// --gtest_filter='JsonSchema.*'
TEST(JsonSchema, IsTheCommittedFile) {
  if (std::getenv("ASSAY_WRITE_GOLDEN") != nullptr) std::ofstream(kCommitted) << json_schema();

  EXPECT_EQ(read_file(kCommitted), json_schema());
}

/// Calls `visit` with each object below `json`.
template <class Visit>
void walk(const Json& json, const Visit& visit) {
  if (json.is_object()) visit(json);
  for (const Json& child : json) {
    if (child.is_structured()) walk(child, visit);
  }
}

TEST(JsonSchema, HasWhatItRefersTo) {
  const Json schema = Json::parse(json_schema());
  std::size_t references = 0;

  walk(schema, [&](const Json& object) {
    if (!object.contains("$ref") || !object["$ref"].is_string()) return;
    const auto target = object["$ref"].get<std::string>();
    EXPECT_TRUE(schema.contains(Json::json_pointer(target.substr(1)))) << target;
    ++references;
  });

  EXPECT_GT(references, 50U);
}

TEST(JsonSchema, ExplainsEveryKey) {
  const Json schema = Json::parse(json_schema());

  for (const auto& [id, section] : schema["$defs"].items()) {
    if (!section.contains("properties")) continue;
    EXPECT_EQ(section["additionalProperties"], false) << id;
    for (const auto& [key, property] : section["properties"].items()) {
      EXPECT_FALSE(property.value("description", "").empty()) << id << '.' << key;
    }
  }
}

TEST(JsonSchema, RequiresOnlyKeysThatThereAre) {
  const Json schema = Json::parse(json_schema());

  walk(schema, [&](const Json& object) {
    if (!object.contains("required") || !object.contains("properties")) return;
    if (!object.contains("additionalProperties")) return;  // the `if` of a condition
    for (const Json& key : object["required"]) {
      EXPECT_TRUE(object["properties"].contains(key.get<std::string>())) << key;
    }
  });
}

TEST(JsonSchema, SaysWhatTheTablesSay) {
  const Json schema = Json::parse(json_schema());

  const Json& dataset = schema["$defs"]["dataset"];
  EXPECT_EQ(dataset["required"], Json({"name", "format", "stage", "data_url"}));
  EXPECT_EQ(dataset["properties"]["max_pixels"]["default"], 100'000'000);
  EXPECT_EQ(dataset["properties"]["exif"]["anyOf"][0]["enum"], Json({"apply", "ignore"}));
  EXPECT_EQ(dataset["properties"]["num_datapoints"]["anyOf"][0],
            Json({{"type", "integer"}, {"minimum", 1}}));
  EXPECT_EQ(dataset["allOf"].size(), 9U);
  EXPECT_EQ(dataset["allOf"][0]["then"]["required"], Json({"annotations_url"}));
  EXPECT_EQ(schema["$defs"]["gate"]["anyOf"].size(), 2U);
}

TEST(Schema, HasEachKeyOnce) {
  for (const Section* section :
       {&schema::definition(), &schema::project(), &schema::dataset(), &schema::model(),
        &schema::runtime(), &schema::domain(), &schema::transformation(), &schema::axis(),
        &schema::test(), &schema::companion(), &schema::companion_model()}) {
    const auto names = section->key_names();
    const std::set<std::string> unique(names.begin(), names.end());
    EXPECT_EQ(unique.size(), names.size()) << section->id;
  }
}

TEST(Schema, StatesTheDefaultsThatAreRead) {
  const auto fallback = [](const Section& section, const char* key) {
    return Json::parse(section.key(key).fallback);
  };

  EXPECT_EQ(fallback(schema::test(), "num_samples"), StressTest{}.num_samples);
  EXPECT_EQ(fallback(schema::test(), "num_runs"), StressTest{}.num_runs);
  EXPECT_EQ(fallback(schema::test(), "concurrent_runs"), StressTest{}.concurrent_runs);
  EXPECT_EQ(fallback(schema::dataset(), "max_pixels"), Dataset{}.max_pixels);
  EXPECT_EQ(fallback(schema::dataset(), "ignore_labels"), Json(Dataset{}.ignored_labels));
  EXPECT_EQ(fallback(schema::batch(), "max_size"), Runtime{}.max_batch_size);
  EXPECT_EQ(fallback(schema::classes(), "offset"), Classes{}.offset);
  EXPECT_EQ(fallback(schema::axis(), "severity"), Axis{}.severity);
  EXPECT_EQ(fallback(schema::domain(), "severity"), kFullSeverity);
}

TEST(Schema, NamesKeysInConditionsThatThereAre) {
  const Section& section = schema::dataset();

  for (const Condition& condition : section.conditions) {
    EXPECT_THAT(section.key_names(), testing::Contains(condition.key));
    for (const std::string& key : condition.refused) {
      EXPECT_THAT(section.key_names(), testing::Contains(key));
    }
    for (const std::string& key : condition.required) {
      EXPECT_THAT(condition.refused, testing::Not(testing::Contains(key)));
    }
  }
}

}  // namespace
}  // namespace assay::definition
