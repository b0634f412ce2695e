// SPDX-License-Identifier: Apache-2.0
// A model that is right. With a file of answers it finds in each image what the file says of it,
// in the fields of the task, and refuses images of which that says nothing; without one it finds
// nothing at all, which no transformation can make worse.
#include <assay/sdk.hpp>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/oracle/answers.hpp"

namespace {

struct Model {
  oracle::Answers answers;
  std::string task;
};

std::unique_ptr<Model> load(const std::string& answers, const std::string& task) {
  return std::make_unique<Model>(Model{oracle::read_answers(answers), task});
}

std::uint64_t digest_of(const assay::Image& image) {
  oracle::Digest digest(image.width(), image.height());
  for (int y = 0; y < image.height(); ++y) {
    digest.add(image.row(y), static_cast<std::size_t>(image.width() * image.channels()));
  }
  return digest.value();
}

const oracle::Shown& shown_in(const assay::Image& image, const Model& model) {
  static const oracle::Shown nothing;
  if (model.answers.empty()) return nothing;
  const auto found = model.answers.find(digest_of(image));
  if (found == model.answers.end()) throw assay::Error("nobody has said what is in this image");
  return found->second;
}

/// The boxes, masks or keypoints.
assay::Fields objects_in(const std::vector<oracle::Seen>& objects, const assay::Image& image,
                         const std::string& task) {
  std::vector<float> boxes, scores, keypoints;
  std::vector<std::int64_t> classes;
  std::vector<std::uint8_t> masks;
  for (const oracle::Seen& one : objects) {
    for (const double side : {one.x1, one.y1, one.x2, one.y2}) {
      boxes.push_back(static_cast<float>(side));
    }
    for (const double number : one.keypoints) keypoints.push_back(static_cast<float>(number));
    std::uint8_t value = 0;
    for (const std::uint32_t run : one.mask) {
      masks.insert(masks.end(), run, value);
      value = 1 - value;
    }
    scores.push_back(1);
    classes.push_back(one.category);
  }
  const auto count = static_cast<std::int64_t>(scores.size());
  assay::Fields fields;
  if (task == "boxes") fields.add("boxes", boxes, {count, 4});
  if (task == "masks") fields.add("masks", masks, {count, image.height(), image.width()});
  if (task == "keypoints") {
    const std::int64_t each =
        count == 0 ? 1 : static_cast<std::int64_t>(keypoints.size()) / 3 / count;
    fields.add("keypoints", keypoints, {count, each, 3});
  }
  fields.add("scores", scores);
  fields.add("classes", classes);
  return fields;
}

assay::Fields classes_in(const oracle::Shown& shown, const assay::Image& image) {
  std::vector<std::uint8_t> pixels;
  for (std::size_t i = 0; i + 1 < shown.classes.size(); i += 2) {
    pixels.insert(pixels.end(), shown.classes[i + 1], static_cast<std::uint8_t>(shown.classes[i]));
  }
  return assay::Fields().add("segmentation", pixels, {image.height(), image.width()});
}

assay::Fields target_in(const oracle::Shown& shown, const assay::Image& image) {
  std::vector<std::uint8_t> pixels;
  for (std::size_t i = 0; i + 1 < shown.colors.size(); i += 2) {
    for (std::uint32_t k = 0; k < shown.colors[i + 1]; ++k) {
      for (const int shift : {16, 8, 0}) {
        pixels.push_back(static_cast<std::uint8_t>(shown.colors[i] >> shift));
      }
    }
  }
  return assay::Fields().add("image_output", pixels, {image.height(), image.width(), 3});
}

/// All alike where there is no file.
assay::Fields numbers_of(const oracle::Shown& shown, const Model& model) {
  const std::int64_t whose = model.answers.empty() ? 0 : shown.datapoint;
  return assay::Fields().add("regressed_values", oracle::numbers_of(whose));
}

/// All alike where there is no file.
assay::Fields class_of(const oracle::Shown& shown, const Model& model) {
  std::vector<float> probabilities(oracle::kImageClasses);
  if (!model.answers.empty()) {
    probabilities[static_cast<std::size_t>(shown.datapoint) % oracle::kImageClasses] = 1;
  }
  return assay::Fields().add("probabilities", probabilities);
}

assay::Fields predict(const assay::Image& image, Model& model) {
  const oracle::Shown& shown = shown_in(image, model);
  if (model.task == "classification") return class_of(shown, model);
  if (model.task == "segmentation") return classes_in(shown, image);
  if (model.task == "numbers") return numbers_of(shown, model);
  if (model.task == "target") return target_in(shown, image);
  return objects_in(shown.objects, image, model.task);
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.oracle", "Oracle", "1.0.0",
             assay::load<&load>("load", assay::param("answers"), assay::param("task")),
             assay::predict<&predict>("predict", assay::param("datapoints"),
                                      assay::param("model")));
