// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/socket_directory.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;

void make_socket(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

/// The folder of a process that was killed while it had it.
fs::path folder_of_the_dead(const std::string& place) {
  const pid_t process = ::fork();
  if (process == 0) {
    SocketDirectory directory({place});
    make_socket(directory.next_name());
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  for (const auto& entry : fs::directory_iterator(place)) return entry.path();
  return {};
}

TEST(SocketDirectory, IsForThisUserAloneAndGoesWithWhatIsInIt) {
  const test::TemporaryDirectory place;
  fs::path path;
  {
    SocketDirectory directory({place.path().string()});
    path = directory.path();
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    EXPECT_NE(directory.next_name(), directory.next_name());
    make_socket(directory.next_name());
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(SocketDirectory, RemovesWhatTheDeadHaveLeft) {
  const test::TemporaryDirectory place;
  const fs::path left = folder_of_the_dead(place.path().string());
  ASSERT_TRUE(fs::exists(left));
  const SocketDirectory directory({place.path().string()});
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(directory.path()));
}

TEST(SocketDirectory, LeavesThoseOfTheLivingAndWhatIsNotItsOwn) {
  const test::TemporaryDirectory place;
  const SocketDirectory first({place.path().string()});
  const fs::path files = place.write("assay-ABC123/file", "x");
  fs::create_directory(place.path() / "assay-test-1");
  fs::create_directory_symlink(first.path(), place.path() / "assay-linked");
  const SocketDirectory second({place.path().string()});
  EXPECT_TRUE(fs::exists(first.path()));
  EXPECT_TRUE(fs::exists(files));
  EXPECT_TRUE(fs::exists(place.path() / "assay-test-1"));
  EXPECT_TRUE(fs::is_symlink(place.path() / "assay-linked"));
}

TEST(SocketDirectory, GoesToTheNextPlaceWhereOneCannotBe) {
  const test::TemporaryDirectory place;
  const SocketDirectory directory({"/nowhere/at/all", place.path().string()});
  EXPECT_EQ(directory.path().parent_path(), place.path());
  EXPECT_THROW(SocketDirectory({std::string("/nowhere/at/all")}), Error);
}

}  // namespace
}  // namespace assay::plugin
