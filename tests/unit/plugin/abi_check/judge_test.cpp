// SPDX-License-Identifier: Apache-2.0
// Each rule finds what breaks it, and nothing else does.
#include "core/plugin/abi_check/judge.hpp"

#include <assay/abi/entry.h>
#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <set>

#include "core/base/file.hpp"
#include "core/plugin/abi_check/debug_layout.hpp"

namespace assay::plugin::abi_check {
namespace {

using binary::Inspection;
using testing::ElementsAre;
using testing::IsEmpty;

Inspection inspection_of(const std::string& name) {
  return binary::inspect(std::filesystem::path(ASSAY_TEST_PLUGINS) / name);
}
/// A plugin in C with every flag that plugin_api/README.md asks for.
Inspection conforming() {
  return inspection_of("conforming.so");
}

std::vector<std::string> rules_broken(const Inspection& inspection, const Policy& policy = {}) {
  std::vector<std::string> rules;
  for (const Finding& finding : judge(inspection, policy)) rules.push_back(finding.rule);
  return rules;
}

TEST(Judge, FindsNothingInAPluginThatKeepsTheContract) {
  EXPECT_THAT(rules_broken(conforming()), IsEmpty());
}

struct Change {
  std::string rule;
  std::function<void(Inspection&)> make;
};

wire::Entry& entry(Inspection& inspection, std::size_t index) {
  return inspection.descriptor.description.entries.at(index);
}
wire::Parameter& parameter(Inspection& inspection) {
  return entry(inspection, 0).parameters.at(0);
}

class JudgedChange : public testing::TestWithParam<Change> {};

TEST_P(JudgedChange, BreaksItsRuleAlone) {
  Inspection inspection = conforming();
  GetParam().make(inspection);
  const auto rules = rules_broken(inspection);
  EXPECT_EQ(std::set<std::string>(rules.begin(), rules.end()),
            (std::set<std::string>{GetParam().rule}));
}

std::vector<Change> changes_of_descriptor() {
  return {
      {"descriptor.identity", [](Inspection& i) { i.descriptor.description.id.clear(); }},
      {"descriptor.identity", [](Inspection& i) { i.descriptor.author = "\xFF"; }},
      {"descriptor.identity", [](Inspection& i) { entry(i, 0).doc = "\xFF"; }},
      {"descriptor.minor", [](Inspection& i) { i.descriptor.min_host_minor = 900; }},
      {"descriptor.codes", [](Inspection& i) { i.descriptor.flags = 1; }},
      {"descriptor.codes", [](Inspection& i) { entry(i, 0).threading = 9; }},
      {"descriptor.codes", [](Inspection& i) { entry(i, 1).color_mask = 1U << 20; }},
      {"descriptor.codes", [](Inspection& i) { entry(i, 1).device_mask |= 1U << 20; }},
      {"descriptor.codes", [](Inspection& i) { parameter(i).kinds |= 1U << 25; }},
      {"descriptor.codes", [](Inspection& i) { parameter(i).flags |= 1U << 25; }},
      {"descriptor.entries", [](Inspection& i) { entry(i, 0).name = "a b"; }},
      {"descriptor.entries", [](Inspection& i) { entry(i, 0).name = entry(i, 1).name; }},
      {"descriptor.functions", [](Inspection& i) { entry(i, 0).has_unload = false; }},
      {"descriptor.functions", [](Inspection& i) { entry(i, 1).has_predict = false; }},
      {"descriptor.functions", [](Inspection& i) { entry(i, 0).has_predict = true; }},
      {"descriptor.handle",
       [](Inspection& i) { entry(i, 1).parameters.at(0).handle_type = "Other"; }},
      {"descriptor.parameters", [](Inspection& i) { parameter(i).name = "1st"; }},
      {"descriptor.parameters",
       [](Inspection& i) { parameter(i).name = entry(i, 0).parameters.at(1).name; }},
      {"descriptor.default",
       [](Inspection& i) { parameter(i).default_value = wire::Value{wire::Value::List{}}; }},
      {"descriptor.default", [](Inspection& i) { parameter(i).choices = {wire::Value{true}}; }},
      {"descriptor.default",
       [](Inspection& i) { parameter(i).choices = {wire::Value{std::int64_t{-7}}}; }},
      {"descriptor.default",
       [](Inspection& i) {
         parameter(i).kinds = ASSAY_KIND_BIT(ASSAY_KIND_LIST);
         parameter(i).element_kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT);
         parameter(i).default_value = wire::Value{wire::Value::List{{std::string("three")}}};
       }},
      {"descriptor.range", [](Inspection& i) { parameter(i).minimum = 1e9; }},
      {"descriptor.range",
       [](Inspection& i) { parameter(i).maximum = std::numeric_limits<double>::quiet_NaN(); }},
      {"descriptor.range",
       [](Inspection& i) {
         parameter(i).kinds = ASSAY_KIND_BIT(ASSAY_KIND_STRING);
         parameter(i).default_value.reset();
       }},
      {"descriptor.range",
       [](Inspection& i) { parameter(i).default_value = wire::Value{std::int64_t{-1}}; }},
      {"descriptor.range", [](Inspection& i) { parameter(i).max_elements = 2; }},
      {"descriptor.range",
       [](Inspection& i) {
         parameter(i).kinds |= ASSAY_KIND_BIT(ASSAY_KIND_LIST);
         parameter(i).min_elements = 3;
         parameter(i).max_elements = 2;
       }},
      {"descriptor.range",
       [](Inspection& i) {
         parameter(i).kinds |= ASSAY_KIND_BIT(ASSAY_KIND_LIST);
         parameter(i).max_elements = 1;
         parameter(i).default_value = wire::Value{wire::Value::List(2)};
       }},
      {"descriptor.pointers", [](Inspection& i) { i.descriptor.code.at(1).predict = 1; }},
      {"descriptor.pointers", [](Inspection& i) { i.descriptor.init = 1; }},
      {"descriptor.size", [](Inspection& i) { i.descriptor.struct_size += 8; }},
  };
}

std::vector<Change> changes_of_elf() {
  return {
      {"elf.symbol",
       [](Inspection& i) {
         for (auto& symbol : i.dynamic.symbols) {
           if (symbol.name == ASSAY_PLUGIN_SYMBOL) symbol.binding = STB_WEAK;
         }
       }},
      {"elf.machine", [](Inspection& i) { i.elf.machine = EM_68K; }},
      {"elf.relro", [](Inspection& i) { i.elf.relro = false; }},
      {"elf.writable-code", [](Inspection& i) { i.elf.writable_code = true; }},
      {"elf.static-tls", [](Inspection& i) { i.dynamic.flags |= DF_STATIC_TLS; }},
      {"elf.text-relocations", [](Inspection& i) { i.dynamic.text_relocations = true; }},
      {"elf.needed", [](Inspection& i) { i.dynamic.needed.push_back("/proc/self/exe"); }},
      {"elf.missing-library", [](Inspection& i) { i.dynamic.needed.push_back("libnone.so.9"); }},
      {"elf.undefined",
       [](Inspection& i) {
         i.dynamic.symbols.push_back({"nobody", 0, 0, STT_FUNC, STB_GLOBAL, STV_DEFAULT, false});
       }},
      {"elf.imports",
       [](Inspection& i) {
         i.dynamic.symbols.push_back({"setlocale", 0, 0, STT_FUNC, STB_GLOBAL, STV_DEFAULT, false});
       }},
      {"elf.runpath", [](Inspection& i) { i.dynamic.runpath = "$ORIGINAL/lib"; }},
      {"elf.runpath", [](Inspection& i) { i.dynamic.runpath = "$ORIGIN/lib:/opt/lib"; }},
  };
}

std::vector<Change> changes_of_layout() {
  return {
      {"layout.unknown", [](Inspection& i) { i.layout_notes.clear(); }},
      {"layout.note", [](Inspection& i) { i.layout_notes.at(0).words.pop_back(); }},
      {"layout.constant", [](Inspection& i) { i.layout_notes.at(0).words.at(3) += 1; }},
      {"layout.type", [](Inspection& i) { i.layout_notes.at(0).words.back() = 0; }},
      {"layout.version", [](Inspection& i) { i.layout_notes.at(0).major += 1; }},
      {"layout.version",
       [](Inspection& i) {
         i.layout_notes.push_back(i.layout_notes.at(0));
         i.layout_notes.back().minor += 1;
       }},
  };
}

INSTANTIATE_TEST_SUITE_P(Descriptor, JudgedChange, testing::ValuesIn(changes_of_descriptor()));
INSTANTIATE_TEST_SUITE_P(Elf, JudgedChange, testing::ValuesIn(changes_of_elf()));
INSTANTIATE_TEST_SUITE_P(Layout, JudgedChange, testing::ValuesIn(changes_of_layout()));

struct Library {
  std::string file;
  std::string rule;
};

class JudgedLibrary : public testing::TestWithParam<Library> {};

TEST_P(JudgedLibrary, BreaksItsRule) {
  EXPECT_THAT(rules_broken(inspection_of(GetParam().file)), testing::Contains(GetParam().rule));
}

INSTANTIATE_TEST_SUITE_P(
    All, JudgedLibrary,
    testing::Values(
        Library{"executable_stack.so", "elf.executable-stack"}, Library{"rpath.so", "elf.rpath"},
        Library{"runpath.so", "elf.runpath"}, Library{"leaky.so", "elf.exports"},
        Library{"lazy.so", "elf.bind-now"}, Library{"writable.so", "elf.symbol"},
        Library{"fast_math.so", "elf.fast-math"}, Library{"exits_on_load.so", "elf.constructors"},
        Library{"undefined_symbol.so", "elf.undefined"}, Library{"bad_size.so", "descriptor.size"},
        Library{"no_unload.so", "descriptor.functions"}, Library{"too_new.so", "descriptor.minor"},
        Library{"swapped_fields.so", "layout.type"}, Library{"inserted_field.so", "layout.type"},
        Library{"changed_callback.so", "layout.type"}, Library{"changed_alias.so", "layout.type"},
        Library{"changed_constant.so", "layout.constant"},
        Library{"other_major.so", "layout.version"}));

TEST(Layout, OfANewerMinorBeginsWithOurs) {
  EXPECT_THAT(rules_broken(inspection_of("other_minor.so")), IsEmpty());
}

TEST(Layout, OfANewerMinorMayGrowAtItsEndAlone) {
  Inspection inspection = inspection_of("other_minor.so");
  auto& words = inspection.layout_notes.at(0).words;
  words.push_back(7);
  EXPECT_THAT(rules_broken(inspection), IsEmpty());
  words.back() = 0xFFFFFFFF;
  words.at(words.size() - 2) += 1;
  EXPECT_THAT(rules_broken(inspection), ElementsAre("layout.type"));
}

TEST(Layout, SaysWhatDiffers) {
  const auto seen = [](const std::string& file) {
    const auto findings = judge_layout(inspection_of(file).layout_notes, {});
    return findings.size() == 1 ? findings[0].seen : "not one finding";
  };
  EXPECT_EQ(seen("swapped_fields.so"), "assay_entry_t.name lies at byte 16, not 8, and 1 more");
  EXPECT_EQ(seen("changed_alias.so"), "assay_status_t has 8 bytes, not 4");
  EXPECT_EQ(seen("changed_constant.so"), "ASSAY_COLOR_BGR is 7, not 2");
}

TEST(Layout, IsReadFromDebugInformationWhereThereIsNoNote) {
  const Inspection inspection = inspection_of("without_note.so");
  EXPECT_THAT(inspection.layout_notes, IsEmpty());
  EXPECT_THAT(rules_broken(inspection), IsEmpty());
}

TEST(Layout, OfDebugInformationIsHeldAgainstTheGolden) {
  const GoldenLayout& golden = golden_layouts().back();
  auto units = binary::read_debug_types(inspection_of("without_note.so").file);
  ASSERT_EQ(units.size(), 1U);
  units[0].structs.at("assay_host_t").fields.at("out_fail").offset += 8;
  units[0].structs.at("assay_entry_t").fields.erase("doc");
  units[0].aliases.at("assay_status_t").type = "int64_t";
  Findings findings;
  check_notes(notes_of(units, golden), findings);
  std::vector<std::string> seen;
  for (const Finding& finding : findings.take()) seen.push_back(finding.seen);
  EXPECT_THAT(seen, ElementsAre("assay_entry_t.doc lies at byte 0, not 16",
                                "assay_host_t.out_fail lies at byte 104, not 96",
                                "assay_status_t is not 'int32_t'"));
}

TEST(Layout, OfOtherLanguagesIsHeldToSizesAndPlacesAlone) {
  const GoldenLayout& golden = golden_layouts().back();
  auto units = binary::read_debug_types(inspection_of("without_note.so").file);
  ASSERT_EQ(units.size(), 1U);
  units[0].is_c = false;
  units[0].structs.at("assay_host_t").fields.at("log").type = "extern fn(*const Host)";
  units[0].structs.at("assay_input_t").fields.erase("type");
  Findings findings;
  check_notes(notes_of(units, golden), findings);
  EXPECT_THAT(findings.take(), IsEmpty());
}

TEST(Layout, WordsThatABindingDoesNotKnowAreLeftOut) {
  Inspection inspection = conforming();
  inspection.layout_notes.at(0).words.back() = 0xFFFFFFFF;
  EXPECT_THAT(rules_broken(inspection), IsEmpty());
}

TEST(Policy, SetsACeilingForSymbolVersions) {
  Inspection inspection = conforming();
  inspection.dynamic.version_needs = {{"libc.so.6", "GLIBC_2.34"}, {"libc.so.6", "GLIBC_2.9"}};
  Policy policy;
  policy.ceilings["GLIBC"] = "2.31";
  EXPECT_THAT(rules_broken(inspection, policy), ElementsAre("elf.symbol-version"));
  EXPECT_EQ(judge(inspection, policy)[0].seen, "it needs GLIBC_2.34, the policy allows GLIBC_2.31");
  policy.ceilings["GLIBC"] = "2.34";
  EXPECT_THAT(rules_broken(inspection, policy), IsEmpty());
}

TEST(Policy, ChangesSeveritiesAndSwitchesRulesOff) {
  Inspection inspection = conforming();
  inspection.elf.relro = false;
  Policy policy;
  policy.severities["elf.relro"] = Severity::error;
  EXPECT_EQ(judge(inspection, policy)[0].severity, Severity::error);
  policy.severities["elf.relro"] = std::nullopt;
  EXPECT_THAT(judge(inspection, policy), IsEmpty());
}

// These libraries may or may not be on the machine of the tests.
TEST(Judge, FindsLibrariesThatNoPluginShouldNeed) {
  const std::vector<std::string> forbidden[] = {{"libasan.so.8"},
                                                {"libopencv_core.so.406", "libopencv_dnn.so.405"}};
  for (const std::vector<std::string>& needed : forbidden) {
    Inspection inspection = conforming();
    inspection.dynamic.needed = needed;
    EXPECT_THAT(rules_broken(inspection), testing::Contains("elf.needed"));
  }
}

TEST(Policy, AllowsALibraryByName) {
  Inspection inspection = conforming();
  inspection.dynamic.needed.push_back("libpython3.11.so.1.0");
  Policy policy;
  policy.allowed_libraries = {"libpython3.11.so.1.0"};
  EXPECT_THAT(rules_broken(inspection, policy), testing::Not(testing::Contains("elf.needed")));
}

TEST(Rules, AreExplainedInTheContractsReadme) {
  const std::string readme =
      read_file(std::filesystem::path(ASSAY_SOURCE_DIR) / "plugin_api" / "README.md");
  for (const Rule& rule : all_rules()) {
    const std::string start =
        "| `" + std::string(rule.id) + "` | " + std::string(name_of(rule.severity)) + " | ";
    EXPECT_NE(readme.find(start + std::string(rule.demands)), std::string::npos) << rule.id;
  }
}

TEST(Rules, AreSortedById) {
  const auto& rules = all_rules();
  EXPECT_TRUE(std::is_sorted(rules.begin(), rules.end(),
                             [](const Rule& a, const Rule& b) { return a.id < b.id; }));
}

}  // namespace
}  // namespace assay::plugin::abi_check
