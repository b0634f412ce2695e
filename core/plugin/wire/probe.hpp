// SPDX-License-Identifier: Apache-2.0
// What the checker and its probe say to each other. The checker sends one `probe`; the probe tells
// what it is about to do (`probe_step`), what it found (`probe_finding`), what an ordinary batch
// gave (`probe_fields`), and that it came to its end (`probe_done`). A probe that ends without the
// last was ended by the plugin, in its last step.
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

/// What predict gave for a batch of ordinary images.
struct ProbeFields {
  struct Size {
    std::int64_t width = 0;
    std::int64_t height = 0;
  };
  Predicted predicted;
  std::vector<Size> sizes;  // of the images
  std::string memory;       // the memory for fields, as far as they reach
};
/// Larger ones are not sent.
inline constexpr std::size_t kMostProbedBytes = std::size_t{64} << 20;

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

inline void encode(Writer& writer, const ProbeFields& fields) {
  encode(writer, fields.predicted);
  writer.count(fields.sizes.size());
  for (const ProbeFields::Size& size : fields.sizes) {
    writer.number(size.width);
    writer.number(size.height);
  }
  writer.text(fields.memory);
}
inline ProbeFields decode_probe_fields(Reader& reader) {
  ProbeFields fields;
  fields.predicted = decode_predicted(reader);
  for (std::size_t n = reader.count(16); n > 0 && reader.ok(); --n) {
    ProbeFields::Size size;
    size.width = reader.number<std::int64_t>();
    size.height = reader.number<std::int64_t>();
    fields.sizes.push_back(size);
  }
  fields.memory = reader.text();
  return fields;
}

}  // namespace assay::plugin::wire
