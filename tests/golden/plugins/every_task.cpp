// SPDX-License-Identifier: Apache-2.0
// A model that is right: the object of an image is what is bright in it. It returns that in the
// fields of whatever task it is loaded for.
#include <assay/sdk.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Model {
  std::string task;
};

std::unique_ptr<Model> load(const std::string& task) {
  return std::make_unique<Model>(Model{task});
}

/// What is bright: 1 and 0, and the box around it.
struct Object {
  std::vector<std::uint8_t> mask;
  int left = 0, top = 0, right = 0, bottom = 0;  // the last two are one behind
};

Object find(const assay::Image& image) {
  Object object;
  object.left = image.width();
  object.top = image.height();
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const bool bright = image.row(y)[x * image.channels()] > 127;
      object.mask.push_back(bright ? 1 : 0);
      if (!bright) continue;
      object.left = std::min(object.left, x);
      object.top = std::min(object.top, y);
      object.right = std::max(object.right, x + 1);
      object.bottom = std::max(object.bottom, y + 1);
    }
  }
  return object;
}

assay::Fields found() {
  assay::Fields fields;
  fields.add("classes", std::vector<std::int64_t>{0});
  fields.add("scores", std::vector<float>{1});
  return fields;
}

std::vector<float> corners(const Object& object) {
  return {static_cast<float>(object.left), static_cast<float>(object.top),
          static_cast<float>(object.right), static_cast<float>(object.bottom)};
}

/// One instance of one polygon.
std::vector<std::vector<std::vector<double>>> outline(const Object& object) {
  const double left = object.left, top = object.top, right = object.right, bottom = object.bottom;
  return {{{left, top, right, top, right, bottom, left, bottom}}};
}

assay::Fields instances(const std::string& task, const assay::Image& image, const Object& object) {
  assay::Fields fields = found();
  if (task == "boxes") fields.add("boxes", corners(object), {1, 4});
  if (task == "masks") fields.add("masks", object.mask, {1, image.height(), image.width()});
  if (task == "rle") {
    fields.add("rle", assay::Content(std::vector<std::string>{
                          assay::encode_rle(object.mask, image.height(), image.width())}));
  }
  if (task == "polygons") fields.add("polygons", assay::Content(outline(object)));
  if (task == "keypoints") {
    const std::vector<float> c = corners(object);
    fields.add("keypoints", std::vector<float>{c[0], c[1], 1, c[2], c[3], 1}, {1, 2, 3});
  }
  return fields;
}

assay::Fields whole_image(const std::string& task, const assay::Image& image,
                          const Object& object) {
  assay::Fields fields;
  const bool empty = object.right == 0;
  if (task == "probabilities") {
    fields.add("probabilities", empty ? std::vector<float>{0, 1} : std::vector<float>{1, 0});
  }
  if (task == "regressed_values") {
    const auto area = std::count(object.mask.begin(), object.mask.end(), 1);
    fields.add("regressed_values", std::vector<float>{static_cast<float>(area), 0.5F});
  }
  if (task == "segmentation") {
    fields.add("segmentation", object.mask, {image.height(), image.width()});
  }
  if (task == "image_output") {
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < image.height(); ++y) {
      pixels.insert(pixels.end(), image.row(y), image.row(y) + image.width() * image.channels());
    }
    fields.add("image_output", pixels, {image.height(), image.width(), image.channels()});
  }
  if (task == "custom") {
    fields.add("text", assay::Content(std::string("STOP")));
    fields.add("embedding", std::vector<float>{0.25F, -1});
    fields.add("user.note", assay::Content(std::int64_t{7}));
  }
  return fields;
}

assay::Fields predict(const assay::Image& image, Model& model) {
  if (model.task ==
      "custom_slow") {  // slow enough to be interrupted, quick enough to end by itself
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    return assay::Fields().add("text", assay::Content("late"));
  }
  const Object object = find(image);
  for (const char* task : {"boxes", "masks", "rle", "polygons", "keypoints"}) {
    if (model.task == task) return instances(model.task, image, object);
  }
  return whole_image(model.task, image, object);
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.every_task", "Every task", "1.0.0",
             assay::load<&load>("load", assay::param("task")),
             assay::predict<&predict>("predict", assay::param("images"), assay::param("model")));
