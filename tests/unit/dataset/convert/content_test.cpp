// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/content.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.hpp"
#include "tests/unit/dataset/lint/clean_sets.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset::convert {
namespace {

using definition::ProblemType;
using lint::Base;
using testing::HasSubstr;

constexpr const char* kHuge = R"({"size": [46000, 46000], "counts": [10, 2115999990]})";

class ContentMasks : public testing::Test {
 protected:
  /// COCO's clean set, in whose annotations one text stands for another.
  lint::CleanSet coco_with(const std::string& text, const std::string& instead) {
    const auto set = lint::make_clean(Base::coco, directory_);
    std::string annotations = read_file(set.spec.annotations);
    directory_.write("gt.json", annotations.replace(annotations.find(text), text.size(), instead));
    return set;
  }
  lint::CleanSet coco_with_mask(const std::string& mask) {
    return coco_with("[[2, 2, 10, 2, 10, 8, 2, 8]]", mask);
  }

  test::TemporaryDirectory directory_;
};

TEST_F(ContentMasks, OfAnotherSizeThanTheirImageAreRefused) {
  const auto set = coco_with_mask(kHuge);
  EXPECT_THAT(refusal_of([&] { read_content(set.spec, set.task); }),
              HasSubstr("a mask of 'a.png' has 46000x46000 pixels, the image 20x10; run lengths "
                        "have \"size\": [height, width]; mend the masks"));
}

TEST_F(ContentMasks, OfManifestsAreRefusedToo) {
  auto set = lint::make_clean(Base::manifest, directory_);
  directory_.write("gt.jsonl", R"({"inputs": {"image": "a.png"}, "targets": {"classes": ["cat"], )"
                               R"("rle": [{"size": [20, 40], "counts": [10, 790]}]}})");
  EXPECT_THAT(refusal_of([&] { read_content(set.spec, ProblemType::instance_segmentation); }),
              HasSubstr("a mask of 'a.png' has 40x20 pixels, the image 20x10"));
}

TEST_F(ContentMasks, OfMoreThanMaxPixelsAreRefusedWhateverTheFileStates) {
  auto set = coco_with_mask(kHuge);
  const std::string text = read_file(set.spec.annotations);
  const std::string stated = R"("width": 20, "height": 10)";
  directory_.write("gt.json", std::string(text).replace(text.find(stated), stated.size(),
                                                        R"("width": 46000, "height": 46000)"));
  std::filesystem::remove(set.spec.images / "a.png");
  EXPECT_THAT(refusal_of([&] { read_content(set.spec, set.task); }),
              HasSubstr("a mask of 'a.png' has 46000x46000 pixels, more than max_pixels"));
}

TEST_F(ContentMasks, OfImagesWithoutAFileHaveTheStatedSize) {
  const auto set = coco_with_mask(R"({"size": [10, 10], "counts": [10, 90]})");
  std::filesystem::remove(set.spec.images / "a.png");
  EXPECT_THAT(refusal_of([&] { read_content(set.spec, set.task); }),
              HasSubstr("a mask of 'a.png' has 10x10 pixels, the image 20x10"));
}

TEST_F(ContentMasks, MayBeOfTheSizeThatIsStatedAndStoredWhereExifTurnsTheImage) {
  const auto set = lint::make_clean(Base::coco, directory_);  // b.png has a mask
  directory_.write("images/b.png", std::string("\xFF\xD8\xFF\xE1\x00\x22"
                                               "Exif\0\0MM\0*\0\0\0\x08\0\x01"
                                               "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
                                               "\xFF\xC0\x00\x0B\x08\x00\x0A\x00\x14\x01\x01\x11"
                                               "\x00\xFF\xDA",
                                               53));
  const Content content = read_content(set.spec, set.task);
  EXPECT_EQ(content.images.at(1).size, (ImageSize{10, 20}));
}

}  // namespace
}  // namespace assay::dataset::convert
