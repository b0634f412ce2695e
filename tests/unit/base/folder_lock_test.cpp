// SPDX-License-Identifier: Apache-2.0
#include "core/base/folder_lock.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

TEST(FolderLock, IsHeldUntilItsProcessLetsGo) {
  const test::TemporaryDirectory folder;
  {
    const FileDescriptor held = lock_new_folder(folder.path());
    ASSERT_TRUE(held);
    EXPECT_FALSE(lock_dead_folder(folder.path()));
    EXPECT_FALSE(lock_new_folder(folder.path()));
  }
  EXPECT_TRUE(lock_dead_folder(folder.path()));
}

TEST(FolderLock, IsForFoldersAlone) {
  const test::TemporaryDirectory folder;
  fs::create_directory(folder.path() / "real");
  fs::create_directory_symlink("real", folder.path() / "link");
  const fs::path file = folder.write("file", "");
  for (const fs::path& other : {folder.path() / "link", file, folder.path() / "none"}) {
    EXPECT_FALSE(lock_new_folder(other)) << other;
    EXPECT_FALSE(lock_dead_folder(other)) << other;
  }
}

}  // namespace
}  // namespace assay
