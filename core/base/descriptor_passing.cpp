// SPDX-License-Identifier: Apache-2.0
#include "core/base/descriptor_passing.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace assay {
namespace {

/// A message of one byte, since a descriptor must accompany one.
struct Letter {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};

  Letter() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
  }
  Letter(const Letter&) = delete;
  Letter& operator=(const Letter&) = delete;
};

}  // namespace

void send_descriptor(int socket, int descriptor) {
  Letter letter;
  cmsghdr* rights = CMSG_FIRSTHDR(&letter.message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
  while (::sendmsg(socket, &letter.message, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) throw_errno("cannot hand over an open file");
  }
}

FileDescriptor receive_descriptor(int socket) {
  Letter letter;
  ssize_t count = 0;
  do {
    count = ::recvmsg(socket, &letter.message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
    throw_errno("cannot take over an open file");
  }
  const cmsghdr* rights = count > 0 ? CMSG_FIRSTHDR(&letter.message) : nullptr;
  if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(rights), sizeof descriptor);
  return FileDescriptor(descriptor);
}

}  // namespace assay
