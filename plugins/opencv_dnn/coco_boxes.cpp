// SPDX-License-Identifier: Apache-2.0
#include "coco_boxes.hpp"

#include <assay/sdk/error.hpp>

#include <fstream>
#include <iterator>
#include <unordered_map>

#include "json_cursor.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

struct Image {
  std::int64_t id = 0;
  std::string name;
  cv::Size2d size;
};

struct Annotation {
  std::int64_t image = 0;
  std::int64_t category = 0;
  ScoredBox scored;
  bool is_left_out = false;
};

struct CocoBoxes {
  std::vector<Image> images;
  std::vector<Annotation> annotations;
  bool is_results = false;  // a list, without images
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) throw Error(Status::not_found, "cannot read " + file.string());
  return content;
}

Image read_image(JsonCursor& json) {
  Image image;
  bool has_id = false;
  json.read_map([&](const std::string& key) {
    if (key == "id") {
      image.id = json.integer();
      has_id = true;
    } else if (key == "file_name") {
      image.name = json.text();
    } else if (key == "width") {
      image.size.width = json.number();
    } else if (key == "height") {
      image.size.height = json.number();
    } else {
      json.skip();
    }
  });
  if (!has_id || image.name.empty()) json.refuse("an image ends that has no 'id' or 'file_name'");
  return image;
}

cv::Rect2d read_box(JsonCursor& json) {
  std::vector<double> numbers;
  json.read_list([&] { numbers.push_back(json.number()); });
  if (numbers.size() != 4 || numbers[2] < 0 || numbers[3] < 0) {
    json.refuse("a 'bbox' ends that is not x, y, width, height");
  }
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

Annotation read_annotation(JsonCursor& json) {
  Annotation found;
  bool has_image = false, has_category = false, has_box = false;
  json.read_map([&](const std::string& key) {
    if (key == "image_id") {
      found.image = json.integer();
      has_image = true;
    } else if (key == "category_id") {
      found.category = json.integer();
      has_category = true;
    } else if (key == "bbox") {
      found.scored.box = read_box(json);
      has_box = true;
    } else if (key == "score") {
      found.scored.score = static_cast<float>(json.number());
    } else if (key == "iscrowd") {
      found.is_left_out |= json.number() != 0;
    } else if (key == "num_keypoints") {
      found.is_left_out |= json.number() == 0;
    } else {
      json.skip();
    }
  });
  if (!has_image || !has_category || !has_box) {
    json.refuse("a box ends that has no 'image_id', 'category_id' or 'bbox'");
  }
  return found;
}

CocoBoxes read_file(const std::filesystem::path& file) {
  const std::string content = content_of(file);
  JsonCursor json(content, file.filename().string());
  CocoBoxes coco;
  coco.is_results = json.at_list();
  const auto read_annotations = [&] {
    json.read_list([&] { coco.annotations.push_back(read_annotation(json)); });
  };
  if (coco.is_results) {
    read_annotations();
  } else {
    json.read_map([&](const std::string& key) {
      if (key == "images") {
        json.read_list([&] { coco.images.push_back(read_image(json)); });
      } else if (key == "annotations") {
        read_annotations();
      } else {
        json.skip();
      }
    });
  }
  json.finish();
  return coco;
}

/// The images that results refer to lie in another file.
std::vector<Image> images_of(const CocoBoxes& coco, const BoxFileOptions& options) {
  if (!coco.is_results) return coco.images;
  if (!options.images) {
    throw Error(Status::argument,
                options.boxes->filename().string() +
                    " holds results, which know images by their ids: name the annotation file "
                    "with their names in 'boxes_images'");
  }
  return read_file(*options.images).images;
}

}  // namespace

BoxesByName read_coco_boxes(const BoxFileOptions& options) {
  const CocoBoxes coco = read_file(*options.boxes);
  BoxesByName by_name;
  std::unordered_map<std::int64_t, BoxesOfImage*> by_id;
  for (const Image& image : images_of(coco, options)) {
    const auto [place, is_new] = by_name.try_emplace(image.name);
    if (!is_new || !by_id.emplace(image.id, &place->second).second) {
      throw Error(Status::argument, "'boxes': the image '" + image.name + "' (id " +
                                        std::to_string(image.id) +
                                        ") has a name or an id that another has too");
    }
    place->second.size = image.size;
  }
  std::size_t kept = 0;
  for (const Annotation& one : coco.annotations) {
    const auto place = by_id.find(one.image);
    if (one.is_left_out || place == by_id.end() || one.category != options.category) continue;
    if (static_cast<double>(one.scored.score) < options.threshold) continue;
    place->second->boxes.push_back(one.scored);
    ++kept;
  }
  if (kept == 0) {
    throw Error(Status::argument, options.boxes->filename().string() + " has no box of category " +
                                      std::to_string(options.category) +
                                      " for any image, or none that scores enough: see "
                                      "'boxes_category' and 'boxes_threshold'");
  }
  return by_name;
}

}  // namespace opencv_dnn
