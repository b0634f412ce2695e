// SPDX-License-Identifier: Apache-2.0
// Faults in COCO's files.
#include "tests/unit/dataset/lint/planted_faults.hpp"

namespace assay::dataset::lint {

namespace {

constexpr Base kBase = Base::coco;
const std::string kFile = "gt.json";
const std::string kBox = R"("bbox": [2, 2, 8, 6])";
const std::string kOutline = "[[2, 2, 10, 2, 10, 8, 2, 8]]";

/// Files and records of another form.
std::vector<Planted> of_form() {
  return {
      {"CutFile", kBase, kFile, "}]}\n", "}", "file-format", kFile, "line 10"},
      {"OtherRoot", kBase, kFile, kAll, "[1, 2]", "file-format", kFile, "line 1"},
      {"EmptyFile", kBase, kFile, kAll, "", "file-format", kFile, "line 1"},
      {"TrailingText", kBase, kFile, "}]}\n", "}]} x", "file-format", kFile, "line 10"},
      {"WrongBracket", kBase, kFile, "\"cat\"},", "\"cat\"],", "file-format", kFile, "line 9"},
      {"ListTwice", kBase, kFile, "\"categories\"", "\"images\"", "file-format", kFile, ""},
      {"ListMissing", kBase, kFile, "\"categories\"", "\"classes\"", "file-format", kFile, ""},
      {"NoUtf8", kBase, kFile, "\"cat\"", "\"c\xE4t\"", "file-format", kFile, "line 1"},
      {"BoxOfThree", kBase, kFile, kBox, R"("bbox": [2, 2, 8])", "record-form", kFile,
       "annotations[0]"},
      {"TextForNumber", kBase, kFile, "\"area\": 48", "\"area\": \"48\"", "record-form", kFile,
       "annotations[0]"},
      {"HugeId", kBase, kFile, "{\"id\": 1, \"image_id\": 1",
       "{\"id\": 99999999999999999999, \"image_id\": 1", "record-form", kFile, "annotations[0]"},
      {"OnlyOneOfACategoryRefused", kBase, kFile, "\"area\": 25", "\"x\": 25", "record-form", kFile,
       "annotations[1]"},
      {"NoOutline", kBase, kFile, "\"segmentation\": " + kOutline, "\"x\": 1", "record-form", kFile,
       "annotations[0]"},
      {"ImageWithoutId",
       kBase,
       kFile,
       "{\"id\": 1, \"file_name\"",
       "{\"file_name\"",
       "record-form",
       kFile,
       "images[0]",
       {"unknown-image"}},
      {"NaN", kBase, kFile, kBox, R"("bbox": [2, NaN, 8, 6])", "non-finite-number", kFile,
       "annotations[0]"},
      {"Infinite", kBase, kFile, "\"area\": 48", "\"area\": 1e999", "non-finite-number", kFile,
       "annotations[0]"},
  };
}

/// Ids, names and files.
std::vector<Planted> of_references() {
  return {
      {"AnnotationTwice", kBase, kFile, "{\"id\": 2, \"image_id\"", "{\"id\": 1, \"image_id\"",
       "duplicate-id", kFile, "annotations[1]"},
      {"ImageTwice",
       kBase,
       kFile,
       "{\"id\": 2, \"file_name\"",
       "{\"id\": 1, \"file_name\"",
       "duplicate-id",
       kFile,
       "images[1]",
       {"unknown-image"}},
      {"CategoryTwice",
       kBase,
       kFile,
       "{\"id\": 2, \"name\"",
       "{\"id\": 1, \"name\"",
       "duplicate-id",
       kFile,
       "categories[1]",
       {"unknown-category", "unused-category"}},
      {"IdZero", kBase, kFile, "{\"id\": 1, \"image_id\"", "{\"id\": 0, \"image_id\"", "id-zero",
       kFile, "annotations[0]"},
      {"UnknownImage", kBase, kFile, "\"image_id\": 1, \"category_id\": 1",
       "\"image_id\": 7, \"category_id\": 1", "unknown-image", kFile, "annotations[0]"},
      {"UnknownCategory", kBase, kFile, "\"image_id\": 1, \"category_id\": 1",
       "\"image_id\": 1, \"category_id\": 7", "unknown-category", kFile, "annotations[0]"},
      {"NamelessCategory", kBase, kFile, "\"dog\"", "\"\"", "category-name", kFile,
       "categories[1]"},
      {"SameCategory", kBase, kFile, "\"dog\"", "\"cat\"", "category-name", kFile, "categories[1]"},
      {"OtherCapitals", kBase, kFile, "\"dog\"", "\"Cat \"", "category-name", kFile,
       "categories[1]"},
      {"AbsoluteName", kBase, kFile, "\"a.png\"", "\"/a.png\"", "file-name", kFile, "images[0]"},
      {"NameLeaves", kBase, kFile, "\"a.png\"", "\"../a.png\"", "file-name", kFile, "images[0]"},
      {"SameFile", kBase, kFile, "\"b.png\"", "\"a.png\"", "duplicate-file", kFile, "images[1]"},
      {"MissingImage", kBase, kFile, "\"b.png\"", "\"c.png\"", "missing-image", kFile, "images[1]"},
      {"OtherCase", kBase, kFile, "\"b.png\"", "\"B.PNG\"", "file-name-case", kFile, "images[1]"},
      {"NoImage", kBase, "images/b.png", kAll, "no image", "undecodable-image", kFile, "images[1]"},
      {"CutImage", kBase, "images/b.png", kAll, flat_png(20, 10, 2).substr(0, 60),
       "undecodable-image", kFile, "images[1]"},
      {"OtherSize", kBase, kFile, R"("a.png", "width": 20)", R"("a.png", "width": 30)",
       "image-size", kFile, "images[0]"},
  };
}

/// Boxes, outlines, areas, and what is said of all.
std::vector<Planted> of_places() {
  return {
      {"NegativeWidth", kBase, kFile, kBox, R"("bbox": [10, 2, -8, 6])", "negative-size", kFile,
       "annotations[0]"},
      {"NegativeArea", kBase, kFile, "\"area\": 48", "\"area\": -48", "negative-area", kFile,
       "annotations[0]"},
      {"BoxOutside", kBase, kFile, kBox, R"("bbox": [22, 2, 8, 6])", "box-outside", kFile,
       "annotations[0]"},
      {"TwoCorners", kBase, kFile, kOutline, "[[2, 2, 10, 8]]", "outline-form", kFile,
       "annotations[0]"},
      {"EmptyOutline", kBase, kFile, kOutline, "[]", "outline-form", kFile, "annotations[0]"},
      {"RunLengthsTooShort", kBase, kFile, "2, 168]", "2, 100]", "outline-form", kFile,
       "annotations[2]"},
      {"OutlineSize", kBase, kFile, "\"size\": [10, 20]", "\"size\": [20, 10]", "outline-size",
       kFile, "annotations[2]"},
      {"OutlineOutside", kBase, kFile, kOutline, "[[22, 2, 30, 2, 30, 8, 22, 8]]",
       "outline-outside", kFile, "annotations[0]"},
      {"OutlineOverhangs", kBase, kFile, kOutline, "[[2, 2, 10, 2, 10, 14, 2, 14]]",
       "outline-partly-outside", kFile, "annotations[0]"},
      {"EmptyBox", kBase, kFile, kBox, R"("bbox": [2, 2, 0, 6])", "empty-box", kFile,
       "annotations[0]"},
      {"BoxOverhangs", kBase, kFile, kBox, R"("bbox": [2, 2, 8, 12])", "box-partly-outside", kFile,
       "annotations[0]"},
      {"BoxOfOtherPlace", kBase, kFile, kBox, R"("bbox": [7, 2, 3, 6])", "box-outline", kFile,
       "annotations[0]"},
      {"Area", kBase, kFile, "\"area\": 48", "\"area\": 480", "area", kFile, "annotations[0]"},
      {"NearDuplicate", kBase, kFile, "\"annotations\": [\n",
       "\"annotations\": [\n{\"id\": 9, \"image_id\": 1, \"category_id\": 1, \"bbox\": [2, 2, 8, "
       "6.1], \"area\": 48, \"segmentation\": [[2, 2, 10, 2, 10, 8, 2, 8]]},\n",
       "near-duplicate", kFile, "annotations[1]"},
      {"NoSize", kBase, kFile, R"("a.png", "width": 20, "height": 10)", R"("a.png")",
       "no-image-size", kFile, "images[0]"},
      {"SameImage", kBase, "images/b.png", kAll, flat_png(20, 10, 1), "same-image", kFile,
       "images[1]"},
      {"UnusedCategory", kBase, kFile, "\"dog\"}", "\"dog\"}, {\"id\": 3, \"name\": \"cow\"}",
       "unused-category", kFile, "categories[2]"},
  };
}

}  // namespace

std::vector<Planted> faults_in_coco() {
  std::vector<Planted> all;
  for (const auto& some : {of_form(), of_references(), of_places()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<Planted> faults_in_keypoints() {
  const Base base = Base::keypoints;
  const std::string gt = "gt.json";
  const std::string points = "[2, 2, 2, 5, 5, 1]";
  return {
      {"NoTriples", base, gt, points, "[2, 2, 2, 5, 5]", "keypoint-form", gt, "annotations[0]"},
      {"NoKeypoints", base, gt, "\"keypoints\": " + points, "\"x\": 1", "record-form", gt,
       "annotations[0]"},
      {"OtherNumber", base, gt, "[3, 3, 2, 0, 0, 0]", "[3, 3, 2]", "keypoint-number", gt,
       "annotations[1]"},
      {"OneOfThreeHasOthers", base, gt, "\"keypoints\": [2, 2, 2, 5, 5, 1]},",
       "\"keypoints\": [2, 2, 2, 5, 5, 1, 0, 0, 0]}, {\"id\": 3, \"image_id\": 2, \"category_id\": "
       "1, "
       "\"bbox\": [0, 0, 5, 5], \"area\": 20, \"num_keypoints\": 1, \"keypoints\": [3, 3, 2, 0, 0, "
       "0]},",
       "keypoint-number", gt, "annotations[0]"},
      {"OthersThanListed", base, gt, "\"person\"", "\"person\", \"keypoints\": [\"nose\"]",
       "keypoint-number", gt, "categories[0]"},
      {"ListedDecides", base, gt,
       "\"keypoints\": [3, 3, 2, 0, 0, 0]}],\n\"categories\": [\n{\"id\": 1",
       "\"keypoints\": [3, 3, 2]}],\n\"categories\": [\n{\"keypoints\": [\"nose\"], \"id\": 1",
       "keypoint-number", gt, "annotations[0]"},
      {"WrongCount", base, gt, "\"num_keypoints\": 2", "\"num_keypoints\": 0", "keypoint-count", gt,
       "annotations[0]"},
      {"PointOutside", base, gt, points, "[2, 2, 2, 50, 5, 1]", "keypoint-outside", gt,
       "annotations[0]"},
      {"OddFlag", base, gt, points, "[2, 2, 2, 5, 5, 7]", "keypoint-flag", gt, "annotations[0]"},
      {"AreaAboveBox", base, gt, "\"area\": 40", "\"area\": 400", "area", gt, "annotations[0]"},
  };
}

std::vector<Planted> faults_in_panoptic() {
  const Base base = Base::panoptic;
  const std::string gt = "gt.json";
  return {
      {"SegmentUnknown", base, gt, "{\"id\": 5", "{\"id\": 4", "segment", gt, "annotations[0]"},
      {"SegmentTwice", base, gt, "[{\"id\": 5", "[{\"id\": 5, \"category_id\": 1}, {\"id\": 5",
       "duplicate-id", gt, "annotations[0]"},
      {"SegmentId", base, gt, "{\"id\": 5", "{\"id\": 0", "segment", gt, "annotations[0]"},
      {"SegmentCategory", base, gt, "\"category_id\": 1", "\"category_id\": 7", "unknown-category",
       gt, "annotations[0]"},
      {"NoMap", base, "gt/a.png", kAll, kRemove, "label-map", gt, "annotations[0]"},
      {"GreyMap", base, "gt/a.png", kAll, flat_png(20, 10, 5), "label-map", gt, "annotations[0]"},
      {"MapSize", base, gt, R"("a.png", "width": 20)", R"("a.png", "width": 30)", "image-size", gt,
       "images[0]"},
      {"SegmentArea", base, gt, "\"category_id\": 2, \"area\": 200",
       "\"category_id\": 2, \"area\": 500", "area", gt, "annotations[1]"},
      {"NoAnnotation",
       base,
       gt,
       "\"image_id\": 2",
       "\"image_id\": 1",
       "missing-annotation",
       gt,
       "images[1]",
       {"duplicate-id"}},
      {"SegmentForm",
       base,
       gt,
       "\"category_id\": 2, \"area\": 200",
       "\"category_id\": \"x\"",
       "record-form",
       gt,
       "annotations[1].segments_info[0]",
       {"segment"}},
  };
}

}  // namespace assay::dataset::lint
