// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/definition/fields.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

struct StatedDevice {
  Device device;
  Mark mark;
};

constexpr const char* kDeviceVariable = "model.runtime.device";

std::optional<StatedDevice> read_device(const Node& node, const std::string& label,
                                        const Scope& scope, Reading& reading) {
  static const std::vector<std::string> kDevices = {"cpu", "gpu", "cuda", "cuda:N"};
  const auto text = read_text(node, label, lookup_in(scope, reading), reading);
  if (!text) return std::nullopt;
  const auto devices = parse_devices(*text);
  if (devices && devices->size() == 1) return StatedDevice{devices->front(), node.mark};
  reading.problems.add_unknown(
      node.mark, fmt::format("{} must be {}, got {}", label, one_of(kDevices), in_quotes(*text)),
      *text, {"cpu", "gpu", "cuda", "cuda:0"}, "");
  return std::nullopt;
}

/// What an entrypoint says itself; naming the runtime's device, or nothing, says nothing.
std::optional<StatedDevice> own_device(const Node* node, const std::string& label,
                                       const Scope& scope, Reading& reading) {
  if (node == nullptr || node->kind == Node::Kind::null) return std::nullopt;
  const auto pieces = split_variables(node->text);
  const bool refers = pieces.size() == 1 && pieces[0].kind == Piece::Kind::runtime &&
                      pieces[0].text == kDeviceVariable;
  if (refers) return std::nullopt;
  return read_device(*node, label, scope, reading);
}

/// The device that both entrypoints get, by precedence.
class DeviceChoice {
 public:
  DeviceChoice(const Fields& runtime, Scope& scope, Reading& reading)
      : scope_(scope), reading_(reading) {
    if (const Node* node = runtime.find("device")) {
      stated_ = read_device(*node, runtime.label("device"), scope, reading);
    }
    // For the entrypoints' own `device`, which may be built from it.
    scope.set(kDeviceVariable, to_string(stated_ ? stated_->device : Device{}));
  }

  void add_own(const RawEntrypoint& load, const RawEntrypoint& predict, bool overridden) {
    const auto of_load = own_device(load.device, "'device' of load", scope_, reading_);
    const auto of_predict = own_device(predict.device, "'device' of predict", scope_, reading_);
    if (of_load && of_predict && of_load->device != of_predict->device && !overridden) {
      reading_.problems.add(of_predict->mark,
                            fmt::format("predict wants {}, but load wants {} (line {}); a model "
                                        "runs on one device, so say the same in both",
                                        to_string(of_predict->device), to_string(of_load->device),
                                        of_load->mark.line));
    }
    if (of_load || of_predict) stated_ = of_load ? of_load : of_predict;
  }

  void apply(std::optional<Device> override, Runtime& runtime) const {
    if (stated_ && !override) runtime.device_mark = stated_->mark;
    runtime.device = override ? *override : stated_ ? stated_->device : Device{};
    scope_.set(kDeviceVariable, to_string(runtime.device));
    // A `device` among the inputs is no input, but can be referred to like one.
    scope_.set("model.runtime.load.inputs.device", to_string(runtime.device));
    scope_.set("model.runtime.predict.inputs.device", to_string(runtime.device));
  }

 private:
  Scope& scope_;
  Reading& reading_;
  std::optional<StatedDevice> stated_;
};

std::optional<std::pair<int, int>> read_image_size(const Node& node, const Scope& scope,
                                                   Reading& reading) {
  const std::string label = "'image_size' of batch";
  const IntegerRange side = schema::batch().key("image_size").shapes[0].of[0].range;
  if (node.items.size() != 2) {
    reading.problems.add(node.mark, fmt::format("{} must be [width, height], got a list of {}",
                                                label, node.items.size()));
    return std::nullopt;
  }
  const Lookup lookup = lookup_in(scope, reading);
  const auto width = read_integer(*node.items[0], label + " (width)", side, lookup, reading);
  const auto height = read_integer(*node.items[1], label + " (height)", side, lookup, reading);
  if (!width || !height) return std::nullopt;
  return std::pair{static_cast<int>(*width), static_cast<int>(*height)};
}

void read_batch(const Node& node, const Scope& scope, Runtime& runtime, Reading& reading) {
  const Fields fields(node, schema::batch(), reading, scope);
  runtime.max_batch_size = static_cast<std::size_t>(fields.integer("max_size").value_or(1));
  if (const Node* size = fields.list("image_size")) {
    runtime.image_size = read_image_size(*size, scope, reading);
  }
}

RawEntrypoint read_side(const Fields& runtime, const char* key, Side side, const Scope& scope,
                        Reading& reading) {
  const Node* node = runtime.find(key);
  return node == nullptr ? RawEntrypoint{} : read_entrypoint(*node, side, scope, reading);
}

}  // namespace

Runtime read_runtime(const Node& node, std::optional<Device> device, Scope& scope,
                     Reading& reading) {
  const Fields fields(node, schema::runtime(), reading, scope);
  Runtime runtime;
  runtime.image = fields.text("image").value_or("");
  if (const Node* batch = fields.map("batch")) read_batch(*batch, scope, runtime, reading);
  DeviceChoice choice(fields, scope, reading);
  RawEntrypoint load = read_side(fields, "load", Side::load, scope, reading);
  RawEntrypoint predict = read_side(fields, "predict", Side::predict, scope, reading);
  choice.add_own(load, predict, device.has_value());
  choice.apply(device, runtime);
  bind_inputs(load, predict, scope, reading);
  runtime.load = std::move(load.entrypoint);
  runtime.predict = std::move(predict.entrypoint);
  runtime.output_keys = std::move(predict.output_keys);
  runtime.output_mark = predict.output_mark;
  return runtime;
}

}  // namespace assay::definition
