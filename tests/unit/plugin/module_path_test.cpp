// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/module_path.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/plugin/worker_predictor.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;
using test::TemporaryDirectory;
using testing::HasSubstr;

class ModulePath : public testing::Test {
 protected:
  fs::path resolve(const std::string& module, const std::vector<fs::path>& plugin_dirs = {}) const {
    definition::Definition definition;
    definition.source = {"assay.yaml", "models:\n  entrypoint: here\n"};
    definition::Model model;
    model.repository = repository();
    definition::Entrypoint entrypoint;
    entrypoint.module = module;
    entrypoint.mark = {2, 15};
    return resolve_module(definition, model, entrypoint, plugin_dirs);
  }

  std::string fault_of(const std::string& module) const {
    try {
      resolve(module);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::definition);
      return error.message();
    }
    return "";
  }

  fs::path repository() const { return directory_.path() / "repository"; }
  fs::path write(const std::string& name) const { return directory_.write(name, "library"); }

  TemporaryDirectory directory_;
};

TEST_F(ModulePath, LooksBelowTheRepositoryFirst) {
  const fs::path last = write("plugins/signs.so");
  EXPECT_EQ(resolve("signs", {directory_.path() / "plugins"}), last);
  const fs::path lib = write("repository/lib/signs.so");
  EXPECT_EQ(resolve("signs", {directory_.path() / "plugins"}), lib);
  const fs::path build = write("repository/build/libsigns.so");
  EXPECT_EQ(resolve("signs"), build);
  const fs::path root = write("repository/signs.so");
  EXPECT_EQ(resolve("signs"), root);
}

TEST_F(ModulePath, TakesDotsForFolders) {
  const fs::path file = write("repository/build/a/b/libc.so");

  EXPECT_EQ(resolve("a.b.c"), file);
}

TEST_F(ModulePath, NamesEveryPlaceWhenThereIsNone) {
  fs::create_directories(repository());

  const std::string fault = fault_of("a.b");

  EXPECT_THAT(fault, HasSubstr("assay.yaml:2:15: no plugin for module 'a.b'"));
  for (const char* place : {"/a/b.so", "/a/libb.so", "/build/a/b.so", "/lib/a/libb.so"}) {
    EXPECT_THAT(fault, HasSubstr(repository().string() + place));
  }
}

TEST_F(ModulePath, TakesNothingButIdentifiers) {
  for (const char* module :
       {"", ".", "a..b", "../a", "/etc/a", "a/b", "a b", "1a", "a.", "\xC3\xA9"}) {
    EXPECT_THAT(fault_of(module), HasSubstr("is no module name")) << module;
  }
}

TEST_F(ModulePath, FollowsLinksInsideButNotOutside) {
  const fs::path inside = write("repository/versions/1/signs.so");
  const fs::path outside = write("elsewhere/lights.so");
  fs::create_symlink(inside, repository() / "signs.so");
  fs::create_symlink(outside, repository() / "lights.so");

  EXPECT_EQ(resolve("signs"), inside);
  EXPECT_THAT(fault_of("lights"), HasSubstr("leads out of the model's repository"));
  EXPECT_EQ(resolve("lights", {directory_.path() / "elsewhere"}), outside);
}

TEST_F(ModulePath, DoesNotTakeANeighbourForAFolderInside) {
  const fs::path neighbour = write("repository-of-others/signs.so");
  fs::create_directories(repository());
  fs::create_symlink(neighbour, repository() / "signs.so");

  EXPECT_THAT(fault_of("signs"), HasSubstr("leads out of"));
}

TEST_F(ModulePath, FindsTheNewestSourceAfterTheLibrary) {
  const fs::path library = write("repository/build/signs.so");
  const fs::path old_source = write("repository/signs.c");
  const fs::path new_source = write("repository/sub/signs.cpp");
  const fs::path no_source = write("repository/signs.txt");
  const fs::path of_another = write("repository/lights.cpp");
  const auto now = fs::last_write_time(library);
  using std::chrono::seconds;
  fs::last_write_time(old_source, now - seconds(10));
  fs::last_write_time(new_source, now - seconds(10));
  fs::last_write_time(no_source, now + seconds(10));
  fs::last_write_time(of_another, now + seconds(10));
  EXPECT_EQ(newer_source(repository(), library), std::nullopt);

  fs::last_write_time(new_source, now + seconds(10));
  EXPECT_EQ(newer_source(repository(), library), new_source);
}

}  // namespace
}  // namespace assay::plugin
