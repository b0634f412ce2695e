// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/session.hpp"

#include <unistd.h>

#include <string>

#include "runner/worker/describe.hpp"
#include "runner/worker/plugin_file.hpp"
#include "runner/worker/refusal.hpp"

namespace assay::worker {

namespace wire = plugin::wire;

namespace {

/// The peer is not the runner this worker was made for.
struct ProtocolError {};

void require_finished(const wire::Reader& reader) {
  if (!reader.finished()) throw ProtocolError{};
}

/// The text that goes with a status; a plugin that gives none is told so.
std::string text_of(const assay_error_t& error, assay_status_t status, const char* function) {
  if (!error.text.empty()) return error.text;
  return std::string(function) + " returned status " + std::to_string(status) +
         " and set no text (host->set_error)";
}

}  // namespace

Session::Session(wire::Channel channel)
    : channel_(std::move(channel)), call_(host_, memory_), sink_(memory_) {}

wire::Receive Session::receive(wire::Message& message) {
  auto received = wire::Receive::nothing;
  const bool soon = brief_.look([&] {
    received = channel_.receive(message, false);
    return received != wire::Receive::nothing;
  });
  if (!soon) received = channel_.receive(message, true);
  brief_.end();
  return received;
}

int Session::run() {
  wire::Message message;
  for (;;) {
    switch (receive(message)) {
      case wire::Receive::message:
        break;
      case wire::Receive::broken:
        return wire::kExitProtocol;
      default:
        return wire::kExitConnectionLost;
    }
    try {
      if (answer(message) == Next::end) return 0;
    } catch (const Refusal& refusal) {
      reply(wire::Type::refused, wire::Refused{refusal.status(), refusal.what()});
    } catch (const ProtocolError&) {
      return wire::kExitProtocol;
    }
  }
}

Session::Next Session::answer(wire::Message& message) {
  sequence_ = message.sequence;
  wire::Reader reader(message.payload);
  const int fd = std::exchange(message.fd, -1);
  switch (message.type) {
    case wire::Type::open:
      open(reader, fd);
      return Next::go_on;
    case wire::Type::load:
      load(reader);
      return Next::go_on;
    case wire::Type::region:
      add_region(reader, fd);
      return Next::go_on;
    case wire::Type::predict:
      predict(reader);
      return Next::go_on;
    case wire::Type::unload:
      unload();
      return Next::end;
    default:
      throw ProtocolError{};
  }
}

template <class Reply>
void Session::reply(wire::Type type, const Reply& content) {
  writer_.clear();
  encode(writer_, content);
  send(type);
}

void Session::send(wire::Type type) {
  if (!channel_.send(type, sequence_, writer_.bytes())) ::_exit(wire::kExitConnectionLost);
}

void Session::open(wire::Reader& reader, int fd) {
  const wire::Open open = wire::decode_open(reader);
  require_finished(reader);
  if (plugin_ != nullptr || fd < 0) throw ProtocolError{};
  memory_.map(fd, open.field_bytes);
  plugin_ = &open_plugin(open.file);
  const wire::Description description = describe(*plugin_);
  host_.set_plugin_id(description.id);
  reply(wire::Type::described, description);
}

void Session::start_plugin() {
  if (plugin_->init == nullptr) return;
  assay_error error;
  const assay_status_t status = plugin_->init(host_.table(), &error);
  if (status != ASSAY_OK) throw Refusal("init: " + text_of(error, status, "init"), status);
}

void Session::load(wire::Reader& reader) {
  wire::Load load = wire::decode_load(reader);
  require_finished(reader);
  const bool sane = plugin_ != nullptr && load_entry_ == nullptr &&
                    load.load_entry < plugin_->n_entries && load.predict_entry < plugin_->n_entries;
  if (!sane) throw ProtocolError{};
  load_entry_ = plugin_->entries[load.load_entry];
  predict_entry_ = plugin_->entries[load.predict_entry];
  load_arguments_ = std::make_unique<Arguments>(std::move(load.load_arguments));
  predict_arguments_ = std::make_unique<Arguments>(std::move(load.predict_arguments));
  call_.set_device({load.device_type, load.device_id}, load.threads);
  call_.begin(load.limit_ns);
  start_plugin();
  assay_error error;
  const assay_status_t status = load_entry_->load(call_.abi(), load_arguments_->values(),
                                                  load_arguments_->count(), &model_, &error);
  if (status != ASSAY_OK) throw Refusal(text_of(error, status, "load"), status);
  predict_arguments_->set_model(model_, load_entry_->model_type);
  reply(wire::Type::loaded, wire::Loaded{call_.reported_device()});
}

void Session::add_region(wire::Reader& reader, int fd) {
  const wire::Region region = wire::decode_region(reader);
  require_finished(reader);
  if (fd < 0) throw ProtocolError{};
  regions_.add(region, fd);
}

void Session::predict(wire::Reader& reader) {
  request_ = wire::decode_predict(reader);
  require_finished(reader);
  if (predict_arguments_ == nullptr) throw ProtocolError{};
  view_.build(request_, regions_);
  predict_arguments_->set_batch(view_.batch(), view_.images());
  sink_.open(view_.batch()->count);
  call_.begin(request_.limit_ns);
  assay_error error;
  wire::Predicted predicted;
  predicted.status = predict_entry_->predict(call_.abi(), predict_arguments_->values(),
                                             predict_arguments_->count(), &sink_, &error);
  sink_.close(predicted);
  if (predicted.status != ASSAY_OK) predicted.text = text_of(error, predicted.status, "predict");
  predicted.device = call_.reported_device();
  reply(wire::Type::predicted, predicted);
  regions_.drop_transient();
}

void Session::unload() {
  if (predict_arguments_ != nullptr) load_entry_->unload(model_);
  if (plugin_ != nullptr && plugin_->shutdown != nullptr) plugin_->shutdown();
  writer_.clear();
  send(wire::Type::unloaded);
}

}  // namespace assay::worker
