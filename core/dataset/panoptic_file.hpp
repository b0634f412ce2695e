// SPDX-License-Identifier: Apache-2.0
// A COCO panoptic JSON file as it is: only its form is checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/dataset/coco_file.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

struct PanopticSegment {
  std::int64_t id = 0;
  std::int64_t category_id = 0;
  double area = 0;
  double x = 0, y = 0, width = 0, height = 0;
  bool is_crowd = false;
  bool has_area = false;  // stated
  bool has_box = false;
};

struct PanopticAnnotation {
  std::size_t index = 0;  // in the file's list
  std::int64_t image_id = 0;
  std::string file_name;  // of the PNG
  std::vector<PanopticSegment> segments;
};

struct PanopticCategory {
  Category category;
  bool is_thing = true;
};

struct PanopticFile {
  std::vector<CocoImage> images;
  std::vector<PanopticCategory> categories;
  std::vector<PanopticAnnotation> annotations;
  std::string digest;  // SHA-256 of the bytes
};

/// Throws as read_coco_file() does; where the reading is lenient, records that are wrong are left
/// out.
PanopticFile read_panoptic_file(const std::filesystem::path& file, Reading& reading);

}  // namespace assay::dataset
