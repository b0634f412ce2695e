// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {

using predict::Prediction;

std::variant<BoxFields, std::string> read_box_fields(const Prediction& prediction,
                                                     const ClassMap& map) {
  FieldReader reader(prediction, map);
  BoxFields fields{reader.boxes(), reader.classes(), reader.finite_numbers("scores")};
  reader.require_as_many(fields.boxes.size(), "boxes", fields.scores.size());
  reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

std::variant<ClassFields, std::string> read_class_fields(const Prediction& prediction,
                                                         const ClassMap& map) {
  FieldReader reader(prediction, map);
  ClassFields fields;
  if (prediction.find("probabilities") != nullptr) {
    fields.probabilities = reader.finite_numbers("probabilities");
    reader.require_all_classes(fields.probabilities.size());
  } else {
    fields.classes = reader.classes();
    fields.scores = reader.finite_numbers("scores");
    reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  }
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

std::variant<MaskFields, std::string> read_mask_fields(const Prediction& prediction,
                                                       const ClassMap& map, image::Size image) {
  FieldReader reader(prediction, map);
  MaskFields fields{reader.masks(image), reader.classes(), reader.finite_numbers("scores"), {}};
  reader.require_as_many(fields.masks.size(), "masks", fields.scores.size());
  reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  if (reader.has("boxes")) {
    fields.boxes = reader.boxes();
    reader.require_as_many(fields.boxes.size(), "boxes", fields.scores.size());
  }
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

std::variant<KeypointFields, std::string> read_keypoint_fields(const Prediction& prediction,
                                                               const ClassMap& map,
                                                               std::size_t each) {
  FieldReader reader(prediction, map);
  KeypointFields fields{reader.keypoints(each), {}, {}};
  const std::size_t count = each == 0 ? 0 : fields.keypoints.size() / (3 * each);
  fields.scores.assign(count, 1);
  if (reader.has("scores")) fields.scores = reader.finite_numbers("scores");
  reader.require_as_many(count, "keypoints", fields.scores.size());
  const bool one_class = map.classes.size() == 1 && !map.open_ended;
  if (!one_class || reader.has("classes") || reader.has("labels")) {
    fields.classes = reader.classes();
    reader.require_as_many(fields.classes.size(), "classes", fields.scores.size());
  }
  if (!reader.fault().empty()) return reader.fault();
  return fields;
}

}  // namespace assay::evaluation
