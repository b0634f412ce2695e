// SPDX-License-Identifier: Apache-2.0
// A connection between runner and worker: messages over a SOCK_SEQPACKET socket, cut into packets.
// The peer is not trusted: what it sends is bounded and checked before memory is taken for it.
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "core/plugin/wire/messages.hpp"

namespace assay::plugin::wire {

struct Message {
  Type type{};
  std::uint64_t sequence = 0;
  std::vector<std::byte> payload;
  int fd = -1;  // the descriptor that came along; the receiver's to close
};

enum class Receive {
  message,
  nothing,  // none yet
  closed,   // the peer is gone
  broken,   // it does not speak this protocol
};

/// Owns the socket. Not thread-safe.
class Channel {
 public:
  Channel() = default;
  explicit Channel(int fd) : fd_(fd) {}
  Channel(Channel&& other) noexcept { *this = std::move(other); }
  Channel& operator=(Channel&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(packet_, other.packet_);
    std::swap(partial_, other.partial_);
    std::swap(total_, other.total_);
    return *this;
  }
  ~Channel() {
    if (fd_ >= 0) ::close(fd_);
    if (partial_.fd >= 0) ::close(partial_.fd);
  }

  int fd() const { return fd_; }

  /// Blocks while the peer's queue is full, as long as the socket's send timeout allows. False,
  /// with errno, when it cannot be sent.
  bool send(Type type, std::uint64_t sequence, std::span<const std::byte> payload, int fd = -1) {
    Header header{kMagic, static_cast<std::uint32_t>(type), sequence, payload.size()};
    do {
      const auto part = payload.first(std::min(payload.size(), kPacketBytes));
      if (!send_packet(header, part, std::exchange(fd, -1))) return false;
      payload = payload.subspan(part.size());
    } while (!payload.empty());
    return true;
  }

  /// The next message, once all its packets are there. `wait`: block until then.
  Receive receive(Message& message, bool wait) {
    for (;;) {
      Header header{};
      const ssize_t n = receive_packet(header, wait);
      if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Receive::nothing;
      if (n <= 0) return Receive::closed;
      if (!accept(header, static_cast<std::size_t>(n))) return Receive::broken;
      if (partial_.payload.size() < total_) continue;
      message = std::exchange(partial_, {});
      total_ = kNone;
      return Receive::message;
    }
  }

 private:
  struct Header {
    std::uint32_t magic;
    std::uint32_t type;
    std::uint64_t sequence;
    std::uint64_t total;  // bytes of the message's payload, over all its packets
  };
  static constexpr std::uint32_t kMagic = 0x41570003;  // the protocol's version is its low half
  static constexpr std::size_t kPacketBytes = 60 << 10;
  static constexpr std::uint64_t kLargestMessage = std::uint64_t{256} << 20;
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};

  bool send_packet(Header& header, std::span<const std::byte> part, int fd) const {
    iovec parts[2] = {{&header, sizeof header}, {const_cast<std::byte*>(part.data()), part.size()}};
    msghdr packet{};
    packet.msg_iov = parts;
    packet.msg_iovlen = 2;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    if (fd >= 0) {
      packet.msg_control = control;
      packet.msg_controllen = sizeof control;
      cmsghdr* rights = CMSG_FIRSTHDR(&packet);
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    ssize_t n = 0;
    do {
      n = ::sendmsg(fd_, &packet, MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    return n >= 0;
  }

  ssize_t receive_packet(Header& header, bool wait) {
    packet_.resize(kPacketBytes);
    iovec parts[2] = {{&header, sizeof header}, {packet_.data(), packet_.size()}};
    msghdr packet{};
    packet.msg_iov = parts;
    packet.msg_iovlen = 2;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    packet.msg_control = control;
    packet.msg_controllen = sizeof control;
    ssize_t n = 0;
    do {
      n = ::recvmsg(fd_, &packet, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    } while (n < 0 && errno == EINTR);
    if (n > 0) take_descriptor(packet);
    return n;
  }

  /// The control buffer has room for a second descriptor by its alignment: none may stay open.
  void take_descriptor(msghdr& packet) {
    const cmsghdr* rights = CMSG_FIRSTHDR(&packet);
    if (rights == nullptr || rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) {
      return;
    }
    const std::size_t received = (rights->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < received; ++i) {
      if (partial_.fd >= 0) ::close(partial_.fd);
      std::memcpy(&partial_.fd, CMSG_DATA(rights) + i * sizeof(int), sizeof(int));
    }
  }

  /// Adds a packet to the message it belongs to; false when it cannot belong there.
  bool accept(const Header& header, std::size_t n) {
    if (n < sizeof header || header.magic != kMagic) return false;
    const std::size_t size = n - sizeof header;
    if (total_ == kNone) {
      if (header.total > kLargestMessage) return false;
      partial_.type = static_cast<Type>(header.type);
      partial_.sequence = header.sequence;
      total_ = header.total;
    }
    const bool same = partial_.type == static_cast<Type>(header.type) &&
                      partial_.sequence == header.sequence && total_ == header.total;
    const bool fits = size <= total_ - partial_.payload.size() && (size > 0 || total_ == 0);
    if (!same || !fits) return false;
    partial_.payload.insert(partial_.payload.end(), packet_.data(), packet_.data() + size);
    return true;
  }

  int fd_ = -1;
  std::vector<std::byte> packet_;
  Message partial_;
  std::uint64_t total_ = kNone;
};

}  // namespace assay::plugin::wire
