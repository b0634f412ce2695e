// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/dataset/lint/clean_sets.hpp"

#include "tests/unit/dataset/png_file.hpp"

namespace assay::dataset::lint {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using test::TemporaryDirectory;

constexpr const char* kCoco = R"({"images": [
{"id": 1, "file_name": "a.png", "width": 20, "height": 10},
{"id": 2, "file_name": "b.png", "width": 20, "height": 10}],
"annotations": [
{"id": 1, "image_id": 1, "category_id": 1, "bbox": [2, 2, 8, 6], "area": 48, "iscrowd": 0, "segmentation": [[2, 2, 10, 2, 10, 8, 2, 8]]},
{"id": 2, "image_id": 1, "category_id": 2, "bbox": [10, 1, 5, 5], "area": 25, "iscrowd": 0, "segmentation": [[10, 1, 15, 1, 15, 6, 10, 6]]},
{"id": 3, "image_id": 2, "category_id": 1, "bbox": [0, 0, 4, 2], "area": 8, "iscrowd": 1, "segmentation": {"size": [10, 20], "counts": [0, 2, 8, 2, 8, 2, 8, 2, 168]}}],
"categories": [
{"id": 1, "name": "cat"},
{"id": 2, "name": "dog"}]}
)";

constexpr const char* kKeypoints = R"({"images": [
{"id": 1, "file_name": "a.png", "width": 20, "height": 10},
{"id": 2, "file_name": "b.png", "width": 20, "height": 10}],
"annotations": [
{"id": 1, "image_id": 1, "category_id": 1, "bbox": [2, 2, 8, 6], "area": 40, "segmentation": [], "num_keypoints": 2, "keypoints": [2, 2, 2, 5, 5, 1]},
{"id": 2, "image_id": 2, "category_id": 1, "bbox": [1, 1, 9, 9], "area": 50, "num_keypoints": 1, "keypoints": [3, 3, 2, 0, 0, 0]}],
"categories": [
{"id": 1, "name": "person"}]}
)";

constexpr const char* kPanoptic = R"({"images": [
{"id": 1, "file_name": "a.png", "width": 20, "height": 10},
{"id": 2, "file_name": "b.png", "width": 20, "height": 10}],
"annotations": [
{"image_id": 1, "file_name": "a.png", "segments_info": [{"id": 5, "category_id": 1, "area": 200, "bbox": [0, 0, 20, 10]}]},
{"image_id": 2, "file_name": "b.png", "segments_info": [{"id": 6, "category_id": 2, "area": 200, "bbox": [0, 0, 20, 10]}]}],
"categories": [
{"id": 1, "name": "sky", "isthing": 0},
{"id": 2, "name": "car", "isthing": 1}]}
)";

std::string voc(const std::string& objects) {
  return "<annotation>\n<size><width>20</width><height>10</height></size>\n" + objects +
         "</annotation>\n";
}

constexpr const char* kVocObject =
    "<object><name>cat</name><difficult>0</difficult><bndbox><xmin>3</xmin><ymin>3</ymin>"
    "<xmax>10</xmax><ymax>8</ymax></bndbox></object>\n";

constexpr const char* kManifest =
    R"({"inputs": {"image": "a.png"}, "targets": {"boxes": [[2, 2, 10, 8], [1, 1, 4, 4]], "classes": ["cat", "dog"]}}
{"inputs": {"image": "b.png"}, "targets": {"boxes": [[0, 0, 5, 5]], "classes": ["cat"]}}
)";

std::string segment_png(std::uint8_t id) {
  std::vector<std::uint8_t> rgb;
  for (int i = 0; i < 200; ++i) rgb.insert(rgb.end(), {id, 0, 0});
  return test::png_file({20, 10, PNG_COLOR_TYPE_RGB, 8, std::move(rgb), 0});
}

/// Half of the pixels 0, half 1.
std::string two_labels() {
  std::vector<std::uint8_t> labels(200);
  for (std::size_t i = 0; i < 100; ++i) labels[i] = 1;
  return test::label_png(20, std::move(labels));
}

void write_coco_kind(Base base, const TemporaryDirectory& directory, CleanSet& set) {
  const char* text = base == Base::coco ? kCoco : base == Base::keypoints ? kKeypoints : kPanoptic;
  set.spec.format = DatasetFormat::coco;
  set.spec.annotations = directory.write("gt.json", text);
  set.task = base == Base::coco        ? ProblemType::instance_segmentation
             : base == Base::keypoints ? ProblemType::keypoints
                                       : ProblemType::semantic_segmentation;
  if (base != Base::panoptic) return;
  directory.write("gt/a.png", segment_png(5));
  directory.write("gt/b.png", segment_png(6));
}

void write_classes(Base base, const TemporaryDirectory& directory, CleanSet& set) {
  set.spec.format = DatasetFormat::imagenet;
  set.task = ProblemType::classification;
  if (base == Base::class_folders) {
    std::filesystem::remove_all(set.spec.images);
    for (const std::string name : {"cat/a.png", "cat/b.png", "dog/c.png", "dog/d.png"}) {
      directory.write("images/" + name, flat_png(20, 10, static_cast<std::uint8_t>(name[4])));
    }
    return;
  }
  for (const std::string name : {"c.png", "d.png"}) {
    directory.write("images/" + name, flat_png(20, 10, static_cast<std::uint8_t>(name[0])));
  }
  if (base == Base::label_table) {
    set.spec.annotations = directory.write(
        "labels.csv", "file,class_index,wnid\na.png,0,n1\nb.png,0,n1\nc.png,1,n2\nd.png,1,n2\n");
  } else {
    set.spec.annotations = directory.write("labels.txt", "a.png 0\nb.png 0\nc.png 1\nd.png 1\n");
    set.spec.categories.names = {"cat", "dog"};
  }
}

void write_companions(Base base, const TemporaryDirectory& directory, CleanSet& set) {
  set.spec.annotations = directory.path() / "targets";
  if (base == Base::voc) {
    set.spec.format = DatasetFormat::voc;
    set.spec.categories.names = {"cat"};
    directory.write("targets/a.xml", voc(kVocObject));
    directory.write("targets/b.xml", voc(kVocObject));
  } else if (base == Base::yolo) {
    set.spec.format = DatasetFormat::yolo;
    set.spec.categories.names = {"cat", "dog"};
    directory.write("targets/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.25 0.5 0.25 0.25\n");
    directory.write("targets/b.txt", "0 0.1 0.1 0.5 0.1 0.5 0.6\n");
  } else if (base == Base::label_maps) {
    set.spec.format = DatasetFormat::label_maps;
    set.task = ProblemType::semantic_segmentation;
    set.spec.categories.names = {"road", "sky"};
    directory.write("targets/a.png", two_labels());
    directory.write("targets/b.png", two_labels());
  } else {
    set.spec.format = DatasetFormat::image_pairs;
    set.task = ProblemType::output_image;
    directory.write("targets/a.png", flat_png(20, 10, 7));
    directory.write("targets/b.png", flat_png(20, 10, 7));
  }
}

}  // namespace

std::string flat_png(std::uint32_t width, std::uint32_t height, std::uint8_t value) {
  return test::label_png(width, std::vector<std::uint8_t>(width * height, value));
}

CleanSet make_clean(Base base, const TemporaryDirectory& directory) {
  CleanSet set;
  set.spec.name = "val";
  set.spec.images = directory.path() / "images";
  directory.write("images/a.png", flat_png(20, 10, 1));
  directory.write("images/b.png", flat_png(20, 10, 2));
  switch (base) {
    case Base::coco:
    case Base::keypoints:
    case Base::panoptic:
      write_coco_kind(base, directory, set);
      break;
    case Base::label_table:
    case Base::label_list:
    case Base::class_folders:
      write_classes(base, directory, set);
      break;
    case Base::voc:
    case Base::yolo:
    case Base::label_maps:
    case Base::image_pairs:
      write_companions(base, directory, set);
      break;
    case Base::regression:
      set.spec.format = DatasetFormat::image_regression;
      set.task = ProblemType::image_regression;
      set.spec.annotations = directory.write("gt.csv", "file,age\na.png,1.5\nb.png,-2\n");
      break;
    case Base::images:
      set.spec.format = DatasetFormat::images;
      set.task = ProblemType::custom;
      set.spec.list = directory.write("list.txt", "a.png\nb.png\n");
      break;
    case Base::manifest:
      set.spec.format = DatasetFormat::custom;
      set.spec.annotations = directory.write("gt.jsonl", kManifest);
      break;
  }
  return set;
}

}  // namespace assay::dataset::lint
