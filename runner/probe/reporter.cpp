// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/reporter.hpp"

#include <unistd.h>

namespace assay::probe {

namespace wire = plugin::wire;

wire::Probe Reporter::receive() {
  wire::Message message;
  if (channel_.receive(message, true) != wire::Receive::message) ::_exit(wire::kExitConnectionLost);
  wire::Reader reader(message.payload);
  wire::Probe probe = wire::decode_probe(reader);
  if (message.type != wire::Type::probe || !reader.finished()) ::_exit(wire::kExitProtocol);
  return probe;
}

void Reporter::step(std::string_view what) {
  wire::Writer content;
  content.text(what);
  send(wire::Type::probe_step, content);
}

void Reporter::found(std::string_view rule, const std::string& seen) {
  wire::Writer content;
  encode(content, wire::ProbeFinding{std::string(rule), seen});
  send(wire::Type::probe_finding, content);
}

void Reporter::gave(const wire::ProbeFields& fields) {
  wire::Writer content;
  encode(content, fields);
  send(wire::Type::probe_fields, content);
}

void Reporter::done() {
  send(wire::Type::probe_done, {});
}

void Reporter::send(wire::Type type, const wire::Writer& content) {
  const std::lock_guard lock(mutex_);
  if (!channel_.send(type, 0, content.bytes())) ::_exit(wire::kExitConnectionLost);
}

}  // namespace assay::probe
