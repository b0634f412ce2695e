// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/provenance.hpp"

#include <nlohmann/json.hpp>

#include "core/dataset/datapoint_id.hpp"
#include "core/pipeline/stress/replay.hpp"
#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json line_of(const Origin& origin, const Copy& copy) {
  const dataset::Datapoint& datapoint = origin.dataset.datapoints[copy.datapoint];
  const auto source = datapoint.path.lexically_relative(origin.definition.directory).string();
  Json line{{"file", origin.images + "/" + dataset::datapoint_id(copy.name)},
            {"datapoint", datapoint.id},
            {"source", dataset::datapoint_id(source)},
            {"domain", nullptr},
            {"point", Json::array()},
            {"seed", nullptr},
            {"draw", nullptr},
            {"replay", nullptr}};
  if (copy.is_original()) return line;
  line["domain"] = copy.domain->name();
  line["point"] = settings_of(*copy.domain, copy.point);
  line["seed"] = copy.seed;
  line["draw"] = copy.draw;
  line["replay"] = replay_command(
      origin.definition, datapoint,
      {origin.dataset.name, *copy.domain, copy.point, copy.seed, copy.draw}, "copy.png");
  if (copy.finding) {
    line["finding"] = {
        {"line", copy.finding->line}, {"mode", copy.finding->mode}, {"score", copy.finding->score}};
  }
  return line;
}

}  // namespace

std::string provenance_lines(const Origin& origin, std::span<const Copy> copies,
                             const MadeCopies& made) {
  std::string lines;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (!made.copies[i]) continue;
    const Json line = line_of(origin, copies[i]);
    lines += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace assay::pipeline
