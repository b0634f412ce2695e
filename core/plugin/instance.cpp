// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/instance.hpp"

#include <assay/abi/datapoint.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"
#include "core/plugin/pixel_store.hpp"

namespace assay::plugin {
namespace {

using namespace std::chrono_literals;

constexpr auto kMemoryCheckEvery = 250ms;
/// The connection ends in the last moments of a process; how it ended is known a little later.
constexpr auto kEndPatience = 2000ms;

double seconds(Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

std::int64_t nanoseconds(Clock::duration duration) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
}

/// Between being told to stop and being killed.
Clock::duration grace(Clock::duration limit) {
  return std::min<Clock::duration>(5s, limit / 4);
}

std::uint32_t abi_color(predict::Color color) {
  switch (color) {
    case predict::Color::rgb:
      return ASSAY_COLOR_RGB;
    case predict::Color::bgr:
      return ASSAY_COLOR_BGR;
    case predict::Color::gray:
      return ASSAY_COLOR_GRAY;
    case predict::Color::rgba:
      return ASSAY_COLOR_RGBA;
  }
  ASSAY_CHECK(false);
}

wire::Predict request_for(std::span<const predict::Image> images, Clock::duration limit) {
  wire::Predict request;
  request.limit_ns = nanoseconds(limit);
  for (const predict::Image& image : images) {
    const PixelPlace place = SlotStore::place_of(*image.pixels);
    request.images.push_back({image.id, place.region, place.offset, image.size.width,
                              image.size.height, abi_color(image.color)});
  }
  return request;
}

}  // namespace

Instance::Instance(const InstanceSetup& setup, SocketDirectory& sockets, WorkerLogs& logs,
                   std::size_t number)
    : setup_(setup), sockets_(sockets), logs_(logs), number_(number) {}

std::span<const std::byte> Instance::field_memory() const {
  return {fields_->data(), static_cast<std::size_t>(fields_->size())};
}

void Instance::enter(State state, Clock::duration limit) {
  state_ = state;
  asked_at_ = Clock::now();
  kill_at_ = asked_at_ + limit + grace(limit);
  stated_s_ = seconds(limit);
}

template <class Content>
void Instance::ask(wire::Type type, const Content& content, int fd) {
  writer_.clear();
  encode(writer_, content);
  // When it cannot be sent the worker is dead or stuck: that shows next, as any other death.
  channel_.send(type, ++sequence_, writer_.bytes(), fd);
}

void Instance::start() {
  ASSAY_CHECK(state_ == State::ended);
  channel_ = {};
  // New for each worker: what an old one left behind might still write to the old one.
  fields_ = std::make_unique<SharedMemory>(setup_.field_bytes, SharedMemory::Peer::writes);
  known_regions_.clear();
  answered_ = 0;
  process_ =
      std::make_unique<WorkerProcess>(setup_.command, sockets_.next_name(), logs_.open(number_));
  enter(State::connecting, setup_.load_limit);
}

void Instance::load(wire::Load request) {
  ASSAY_CHECK(state_ == State::opened);
  request.limit_ns = nanoseconds(setup_.load_limit);
  enter(State::loading, setup_.load_limit);
  ask(wire::Type::load, request);
}

void Instance::predict(std::span<const predict::Image> images, Clock::duration limit,
                       double stated_s) {
  ASSAY_CHECK(state_ == State::ready);
  enter(State::predicting, limit);
  stated_s_ = stated_s;
  send_regions(images);
  ask(wire::Type::predict, request_for(images, limit));
}

void Instance::send_regions(std::span<const predict::Image> images) {
  for (const predict::Image& image : images) {
    const PixelPlace place = SlotStore::place_of(*image.pixels);
    if (!place.transient && !known_regions_.insert(place.region).second) continue;
    ask(wire::Type::region, wire::Region{place.region, place.memory->size(), place.transient},
        place.memory->fd());
  }
}

void Instance::unload(Clock::duration limit) {
  ASSAY_CHECK(state_ == State::ready);
  enter(State::unloading, limit);
  writer_.clear();
  channel_.send(wire::Type::unload, ++sequence_, writer_.bytes());
}

void Instance::cancel() {
  if (fields_ == nullptr) return;
  auto* header = reinterpret_cast<wire::FieldMemoryHeader*>(fields_->data());
  __atomic_store_n(&header->cancel, 1U, __ATOMIC_RELAXED);
}

void Instance::kill() {
  process_.reset();
  channel_ = {};
  state_ = State::ended;
}

void Instance::add_polled(std::vector<pollfd>& polled) const {
  if (state_ == State::ended) return;
  const bool connected = channel_.fd() >= 0;
  polled.push_back({connected ? channel_.fd() : process_->listener(), POLLIN, 0});
  polled.push_back({process_->ended_fd(), POLLIN, 0});
}

Clock::time_point Instance::wake_at() const {
  const bool idle = state_ == State::ended || state_ == State::opened || state_ == State::ready;
  const auto limit = idle ? Clock::time_point::max() : kill_at_;
  const bool watched = state_ != State::ended && setup_.memory_limit_bytes != 0;
  return watched ? std::min(limit, memory_check_at_) : limit;
}

std::optional<Instance::Event> Instance::next() {
  if (state_ == State::ended) return std::nullopt;
  auto event = channel_.fd() < 0 ? accept_worker() : receive();
  if (!event && state_ != State::ended) event = check_process();
  if (!event && state_ != State::ended) event = check_limits();
  return event;
}

std::optional<Instance::Event> Instance::accept_worker() {
  auto channel = process_->accept();
  if (!channel) return std::nullopt;
  channel_ = std::move(*channel);
  state_ = State::opening;
  ask(wire::Type::open, wire::Open{setup_.plugin.string(), setup_.field_bytes}, fields_->fd());
  return receive();
}

std::optional<Instance::Event> Instance::receive() {
  wire::Message message;
  switch (channel_.receive(message, false)) {
    case wire::Receive::nothing:
      return std::nullopt;
    case wire::Receive::closed:
      return die_by_itself();
    case wire::Receive::broken:
      return die({Death::Cause::nonsense, 0});
    case wire::Receive::message:
      break;
  }
  if (message.fd >= 0) ::close(message.fd);
  if (message.sequence != sequence_) return die({Death::Cause::nonsense, 0});
  auto event = understand(message);
  return event ? std::move(event) : die({Death::Cause::nonsense, 0});
}

std::optional<Instance::Event> Instance::understand(const wire::Message& message) {
  wire::Reader reader(message.payload);
  const bool starting = state_ == State::opening || state_ == State::loading;
  if (message.type == wire::Type::refused && starting) {
    wire::Refused refused = wire::decode_refused(reader);
    if (!reader.finished()) return std::nullopt;
    kill();
    return Refused{std::move(refused.text)};
  }
  if (message.type == wire::Type::described && state_ == State::opening) {
    Described described{wire::decode_description(reader)};
    if (!reader.finished()) return std::nullopt;
    state_ = State::opened;
    return described;
  }
  if (message.type == wire::Type::loaded && state_ == State::loading) {
    Loaded loaded{wire::decode_loaded(reader).device};
    if (!reader.finished()) return std::nullopt;
    state_ = State::ready;
    return loaded;
  }
  if (message.type == wire::Type::predicted && state_ == State::predicting) {
    const bool first = answered_++ == 0;
    Answered answered{wire::decode_predicted(reader), Clock::now() - asked_at_, first};
    state_ = State::ready;
    return reader.finished() ? std::optional<Event>(std::move(answered)) : std::nullopt;
  }
  if (message.type == wire::Type::unloaded && state_ == State::unloading) {
    process_->end(kEndPatience);
    kill();
    return Unloaded{};
  }
  return std::nullopt;
}

std::optional<Instance::Event> Instance::check_process() {
  pollfd ended{process_->ended_fd(), POLLIN, 0};
  if (::poll(&ended, 1, 0) <= 0) return std::nullopt;
  // It may have answered before it ended.
  wire::Message last;
  if (channel_.fd() >= 0 && channel_.receive(last, false) == wire::Receive::message) {
    if (last.fd >= 0) ::close(last.fd);
    if (last.sequence == sequence_) {
      if (auto event = understand(last)) return event;
    }
  }
  return die_by_itself();
}

std::optional<Instance::Event> Instance::check_limits() {
  const auto now = Clock::now();
  const bool idle = state_ == State::opened || state_ == State::ready;
  if (!idle && now >= kill_at_) return die({Death::Cause::deadline, stated_s_});
  const std::uint64_t most = setup_.memory_limit_bytes;
  if (most == 0 || now < memory_check_at_) return std::nullopt;
  memory_check_at_ = now + kMemoryCheckEvery;
  if (process_->resident_bytes() <= most) return std::nullopt;
  return die({Death::Cause::memory, static_cast<double>(most)});
}

Instance::Event Instance::die(Death death) {
  const bool starting = is_starting();
  const bool never_connected = state_ == State::connecting;
  kill();
  return Died{death, starting, never_connected};
}

Instance::Event Instance::die_by_itself() {
  const WorkerProcess::End end = process_->end(kEndPatience);
  const bool lost = !end.by_signal && end.code == wire::kExitConnectionLost;
  if (!end.by_itself || lost) return die({Death::Cause::connection_closed, 0});
  return die(
      {end.by_signal ? Death::Cause::signal : Death::Cause::exit, static_cast<double>(end.code)});
}

}  // namespace assay::plugin
