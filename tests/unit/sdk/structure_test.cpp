// SPDX-License-Identifier: Apache-2.0
// Params with members: their tables, and how a map becomes a struct.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/fake_batch.hpp"
#include "tests/support/fake_plugin_host.hpp"
#include "tests/unit/sdk/sample_plugin.hpp"

namespace {

using namespace assay::test;

struct Soft {
  double sigma = 0;
  std::string_view token;
};
struct Nms {
  double iou = 0;
  int keep = 0;
  std::vector<double> scales;
  std::optional<std::filesystem::path> table;
  std::optional<std::array<int, 2>> window;
  Soft soft;
};
struct Settings {
  int stride = 0;
  Nms nms;
};
struct Head {
  int classes = 0;
};
struct Built {
  Nms nms;
  std::optional<Head> head;
  Settings settings;
};

Built build(const Nms& nms, std::optional<Head> head, const Settings& settings) {
  return {nms, head, settings};
}
Built require(Nms nms) {
  return {nms, {}, {}};
}
assay::Probabilities count(const assay::Image&, const Head& head) {
  return {{static_cast<float>(head.classes)}};
}

constexpr auto kHead = assay::param("head").members(assay::param<&Head::classes>("classes"));
constexpr auto kSoft = assay::param<&Nms::soft>("soft").optional().members(
    assay::param<&Soft::sigma>("sigma").optional(1).at_least(0),
    assay::param<&Soft::token>("token").optional("none").secret());
constexpr auto kNms = assay::param("nms")
                          .doc("drops doubles")
                          .members(assay::param<&Nms::iou>("iou").optional(0.5).between(0, 1),
                                   assay::param<&Nms::keep>("keep").optional(100).choices(100, 200),
                                   assay::param<&Nms::scales>("scales").optional({1, 2}),
                                   assay::param<&Nms::table>("table"),
                                   assay::param<&Nms::window>("window").optional(), kSoft);

constexpr auto kDescription =
    assay::describe("a", "b", "c",
                    assay::load<&build>("build", kNms.optional(), kHead,
                                        assay::param<&Settings::stride>("stride").optional(8),
                                        assay::param<&Settings::nms>("inner").optional().members(
                                            assay::param<&Nms::keep>("keep").optional(7))),
                    assay::load<&require>("require", kNms),
                    assay::predict<&count>("count", assay::param("image"), kHead));
constexpr assay_plugin_t kPlugin = assay::detail::PluginTable<kDescription>::make();
constexpr const assay_entry_t& kBuild = *kPlugin.entries[0];
constexpr const assay_entry_t& kRequire = *kPlugin.entries[1];
constexpr const assay_param_t& kNmsTable = *kBuild.params[0];

const assay_param_t& member_of(const assay_param_t& param, const std::string& name) {
  for (std::uint32_t i = 0; i < param.n_members; ++i) {
    if (param.members[i]->name == name) return *param.members[i];
  }
  throw std::runtime_error("no member " + name);
}

TEST(StructureTable, IsAMapWithMembers) {
  static_assert(kNmsTable.kinds == ASSAY_KIND_BIT(ASSAY_KIND_MAP));
  static_assert(kNmsTable.n_members == 6);
  EXPECT_STREQ(kNmsTable.name, "nms");
  EXPECT_STREQ(kNmsTable.doc, "drops doubles");
  EXPECT_EQ(kNmsTable.flags, 0u);
  EXPECT_EQ(kNmsTable.default_value, nullptr);
  EXPECT_EQ(kRequire.params[0]->flags, ASSAY_PARAM_REQUIRED);
  EXPECT_EQ(kBuild.params[2]->n_members, 0u);
  EXPECT_EQ(kBuild.params[2]->members, nullptr);
}

TEST(StructureTable, SaysOfMembersWhatParamsSay) {
  const assay_param_t& iou = member_of(kNmsTable, "iou");
  EXPECT_EQ(iou.struct_size, sizeof(assay_param_t));
  EXPECT_EQ(iou.kinds, ASSAY_KIND_BIT(ASSAY_KIND_FLOAT));
  EXPECT_EQ(iou.flags, ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM);
  EXPECT_EQ(iou.maximum, 1.0);
  EXPECT_EQ(iou.default_value->u.f, 0.5);
  EXPECT_EQ(member_of(kNmsTable, "keep").choices[1].u.i, 200);
  const assay_value_t& scales = *member_of(kNmsTable, "scales").default_value;
  ASSERT_EQ(scales.count, 2u);
  EXPECT_EQ(scales.u.list[1].u.f, 2.0);
  EXPECT_EQ(member_of(kNmsTable, "window").default_value, nullptr);
  EXPECT_EQ(member_of(*kBuild.params[1], "classes").flags & ASSAY_PARAM_REQUIRED,
            ASSAY_PARAM_REQUIRED);
}

TEST(StructureTable, Nests) {
  const assay_param_t& soft = member_of(kNmsTable, "soft");
  EXPECT_EQ(soft.kinds, ASSAY_KIND_BIT(ASSAY_KIND_MAP));
  EXPECT_EQ(member_of(soft, "sigma").default_value->kind, ASSAY_KIND_FLOAT);
  EXPECT_EQ(member_of(soft, "token").flags, ASSAY_PARAM_SECRET);
}

TEST(StructureTable, TakesNullForAnOptionalStruct) {
  const assay_param_t& head = *kBuild.params[1];
  EXPECT_EQ(head.kinds, ASSAY_KIND_BIT(ASSAY_KIND_MAP) | ASSAY_KIND_BIT(ASSAY_KIND_NULL));
  EXPECT_EQ(head.flags, 0u);
}

TEST(StructureTable, FillsAMemberOfOptionsToo) {
  const assay_param_t& inner = *kBuild.params[3];
  EXPECT_STREQ(inner.name, "inner");
  ASSERT_EQ(inner.n_members, 1u);
  EXPECT_STREQ(inner.members[0]->name, "keep");
}

assay_pair_t pair_of(std::string_view key, const assay_value_t& value) {
  return {{key.data(), key.size()}, value};
}

/// What build() got, or its error.
struct Building {
  std::vector<assay_value_t> args = {null_value(), null_value(), int_value(8), null_value()};
  FakeCall call;
  std::unique_ptr<Built> built;

  void run(const assay_entry_t& entry) {
    void* model = nullptr;
    call.load(entry, args, &model);
    if (call.status == ASSAY_OK) built.reset(static_cast<Built*>(model));
  }
};

TEST(Structure, IsFilledByKeyInAnyOrder) {
  const std::vector<assay_value_t> scales = {float_value(0.25)};
  const std::vector<assay_pair_t> soft = {pair_of("token", text_value("t")),
                                          pair_of("sigma", int_value(3))};
  const std::vector<assay_pair_t> nms = {
      pair_of("soft", map_value(soft)), pair_of("scales", list_value(scales)),
      pair_of("table", text_value("/t", ASSAY_KIND_PATH)), pair_of("keep", int_value(200)),
      pair_of("iou", float_value(0.75))};
  const std::vector<assay_pair_t> head = {pair_of("classes", int_value(80))};
  const std::vector<assay_pair_t> inner = {pair_of("keep", int_value(9))};
  Building building;
  building.args = {map_value(nms), map_value(head), int_value(16), map_value(inner)};

  building.run(kBuild);

  ASSERT_EQ(building.call.status, ASSAY_OK) << building.call.error;
  const Built& built = *building.built;
  EXPECT_EQ(built.nms.iou, 0.75);
  EXPECT_EQ(built.nms.keep, 200);
  EXPECT_EQ(built.nms.scales, (std::vector<double>{0.25}));
  EXPECT_EQ(built.nms.table, "/t");
  EXPECT_EQ(built.nms.soft.sigma, 3.0);
  EXPECT_EQ(built.nms.soft.token, "t");
  ASSERT_TRUE(built.head);
  EXPECT_EQ(built.head->classes, 80);
  EXPECT_EQ(built.settings.stride, 16);
  EXPECT_EQ(built.settings.nms.keep, 9);
}

TEST(Structure, HasTheDefaultsOfItsMembersWhenLeftOut) {
  Building building;

  building.run(kBuild);

  ASSERT_EQ(building.call.status, ASSAY_OK) << building.call.error;
  const Built& built = *building.built;
  EXPECT_EQ(built.nms.iou, 0.5);
  EXPECT_EQ(built.nms.keep, 100);
  EXPECT_EQ(built.nms.scales, (std::vector<double>{1, 2}));
  EXPECT_FALSE(built.nms.table);
  EXPECT_FALSE(built.nms.window);
  EXPECT_EQ(built.nms.soft.sigma, 1.0);
  EXPECT_EQ(built.nms.soft.token, "none");
  EXPECT_FALSE(built.head);
  EXPECT_EQ(built.settings.nms.keep, 7);
}

TEST(Structure, HasTheDefaultOfAKeyThatIsNotThere) {
  const std::vector<assay_pair_t> nms = {pair_of("keep", int_value(200)),
                                         pair_of("soft", null_value())};
  Building building;
  building.args = {map_value(nms)};

  building.run(kRequire);

  ASSERT_EQ(building.call.status, ASSAY_OK) << building.call.error;
  EXPECT_EQ(building.built->nms.keep, 200);
  EXPECT_EQ(building.built->nms.iou, 0.5);
  EXPECT_EQ(building.built->nms.soft.sigma, 1.0);
}

TEST(Structure, RefusesWhatAHostShouldHaveRefused) {
  const std::vector<assay_pair_t> none;
  const std::vector<assay_pair_t> wrong_sigma = {pair_of("sigma", text_value("x"))};
  const std::vector<assay_pair_t> wrong_soft = {pair_of("soft", map_value(wrong_sigma))};
  const std::vector<assay_pair_t> null_iou = {pair_of("iou", null_value())};
  const std::vector<std::tuple<std::size_t, assay_value_t, std::string>> cases = {
      {0, int_value(1), "parameter 'nms' must be a map"},
      {0, list_value({}), "parameter 'nms' must be a map"},
      {0, map_value(null_iou), "parameter 'nms.iou' must be a number"},
      {0, map_value(wrong_soft), "parameter 'nms.soft.sigma' must be a number"},
      {1, map_value(none), "parameter 'head.classes' must be an integer"},
      {3, text_value("x"), "parameter 'inner' must be a map"},
  };
  for (const auto& [index, value, text] : cases) {
    Building building;
    building.args[index] = value;

    building.run(kBuild);

    EXPECT_EQ(building.call.status, ASSAY_E_ARGUMENT);
    EXPECT_EQ(building.call.error, text);
  }
}

TEST(Structure, RefusesNullWhereTheMapIsRequired) {
  Building building;
  building.args = {null_value()};

  building.run(kRequire);

  EXPECT_EQ(building.call.error, "parameter 'nms' must be a map");
}

}  // namespace
