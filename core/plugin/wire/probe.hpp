// SPDX-License-Identifier: Apache-2.0
// What the checker and its probe say to each other. The checker sends one `probe`; the probe tells
// what it is about to do (`probe_step`), what it found (`probe_finding`), and that it came to its
// end (`probe_done`). A probe that ends without the last was ended by the plugin, in its last step.
#pragma once

#include <string>

#include "core/plugin/wire/encoding.hpp"

namespace assay::plugin::wire {

struct Probe {
  std::string name;  // which case
  std::string file;  // the plugin
  Load load;         // what to call, with what
};

struct ProbeFinding {
  std::string rule;
  std::string seen;
};

inline void encode(Writer& writer, const Probe& probe) {
  writer.text(probe.name);
  writer.text(probe.file);
  encode(writer, probe.load);
}
inline Probe decode_probe(Reader& reader) {
  Probe probe;
  probe.name = reader.text();
  probe.file = reader.text();
  probe.load = decode_load(reader);
  return probe;
}

inline void encode(Writer& writer, const ProbeFinding& finding) {
  writer.text(finding.rule);
  writer.text(finding.seen);
}
inline ProbeFinding decode_probe_finding(Reader& reader) {
  ProbeFinding finding;
  finding.rule = reader.text();
  finding.seen = reader.text();
  return finding;
}

}  // namespace assay::plugin::wire
