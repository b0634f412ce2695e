// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/moved_content.hpp"

#include <gtest/gtest.h>

#include "core/stress/domain/built_in.hpp"

namespace assay::pipeline {
namespace {

using dataset::Annotation;
using dataset::convert::Content;
using dataset::convert::Losses;
using dataset::convert::Target;

constexpr image::Size kSize{100, 80};

/// Of one image with three objects: one with an outline and a keypoint, a crowd, a difficult one.
class MovedContent : public testing::Test {
 protected:
  MovedContent() {
    Content content;
    content.dataset.categories = {{3, "dog"}, {7, "person"}};
    content.class_numbers = {0, 1};
    content.dataset.datapoints = {{"a.jpg", 9, "/data/a.jpg", dataset::ImageSize{100, 80}}};
    dataset::InstanceTruth truth;
    Annotation outlined{11, 9, 7, 10.25, 20, 30, 40, 600};
    outlined.shape = truth.shapes.begin_polygons();
    truth.shapes.add_polygon(std::vector<double>{10.25, 20, 40.25, 20, 40.25, 60});
    outlined.keypoint_end = 1;
    outlined.labelled_keypoints = 1;
    truth.keypoints = {15, 25, 2};
    Annotation crowd{12, 9, 3, 0, 0, 50, 50, 2500, true};
    Annotation difficult{13, 9, 3, 1, 2, 3, 4, 12};
    difficult.is_difficult = true;
    truth.annotations = {outlined, crowd, difficult};
    content.dataset.truth = std::move(truth);
    content.images = {{"a.jpg", "a.jpg", "/data/a.jpg", dataset::ImageSize{100, 80}, {0, 1, 2}}};
    source_.objects = std::move(content);
  }

  stress::Object object(std::size_t annotation, stress::Box box) const {
    stress::Object object;
    object.annotation = annotation;
    object.box = {box, box};
    return object;
  }

  Content moved(const Copy& copy, std::vector<stress::Object> objects, Target to = Target::coco) {
    MadeCopies made;
    made.copies.emplace_back(MadeCopy{kSize, std::move(objects)});
    return moved_content(source_, std::vector{copy}, made, to, losses_);
  }

  Copy copy() const {
    Copy copy{0, &domain_};
    copy.name = "a-noise-0.png";
    return copy;
  }

  const stress::Catalogue catalogue_;
  const stress::Domain domain_ =
      make_domain(parse_built_in(*stress::find_built_in("noise")), Source{}, catalogue_);
  const definition::Dataset spec_;
  SourceData source_{spec_, definition::ProblemType::object_detection, {}, {}};
  Losses losses_;
};

TEST_F(MovedContent, KeepsAnImageAsItIsExactly) {
  Copy original{0};
  original.name = "a.jpg";
  const Content content = moved(original, {});
  ASSERT_EQ(content.truth().annotations.size(), 3U);
  const Annotation& first = content.truth().annotations[0];
  EXPECT_EQ((std::vector{first.x, first.y, first.width, first.height, first.area}),
            (std::vector<double>{10.25, 20, 30, 40, 600}));
  EXPECT_EQ(first.id, 1);
  EXPECT_EQ(first.image_id, 1);
  EXPECT_EQ(content.truth().shapes.polygon(first.shape, 0)[0], 10.25);
  EXPECT_EQ(content.truth().keypoints, (std::vector<double>{15, 25, 2}));
  EXPECT_TRUE(content.truth().annotations[1].is_crowd);
  EXPECT_TRUE(content.truth().annotations[2].is_difficult);
}

TEST_F(MovedContent, TakesBoxesOutlinesAndKeypointsOfTheCopy) {
  stress::Object person = object(0, {20.12345, 10, 50.5, 40});
  person.filled = 0.5;
  person.polygons = {{20.12345, 10, 50.5, 10, 50.5, 40}};
  person.keypoints = {{30.00049, 12, 1}};
  const Content content = moved(copy(), {person});
  const Annotation& annotation = content.truth().annotations.at(0);
  EXPECT_EQ(annotation.x, 20.123);
  EXPECT_EQ(annotation.width, 30.377);
  EXPECT_NEAR(annotation.area, 0.5 * 30.377 * 30, 1e-3);
  EXPECT_EQ(annotation.category_id, 7);
  EXPECT_EQ(content.truth().shapes.polygon(annotation.shape, 0)[0], 20.123);
  EXPECT_EQ(content.truth().keypoints, (std::vector<double>{30, 12, 1}));
  EXPECT_EQ(annotation.labelled_keypoints, 1U);
  EXPECT_EQ(content.images.at(0).name, "a-noise-0.png");
}

TEST_F(MovedContent, CountsKeypointsThatLeave) {
  stress::Object person = object(0, {20, 10, 50, 40});
  person.keypoints = {{0, 0, 0}};
  EXPECT_EQ(moved(copy(), {person}).truth().annotations.at(0).labelled_keypoints, 0U);
}

TEST_F(MovedContent, AsksOfNobodyToFindWhatIsHardlySeen) {
  stress::Object hidden = object(0, {0, 0, 2, 2});
  hidden.ignored = true;
  EXPECT_TRUE(moved(copy(), {hidden}).truth().annotations.at(0).is_crowd);
  const Content voc = moved(copy(), {hidden}, Target::voc);
  EXPECT_TRUE(voc.truth().annotations.at(0).is_difficult);
  EXPECT_FALSE(voc.truth().annotations.at(0).is_crowd);
  EXPECT_TRUE(moved(copy(), {hidden}, Target::yolo).truth().annotations.empty());
  ASSERT_EQ(losses_.list().size(), 3U);
  EXPECT_EQ(losses_.list()[0].what, "objects of which too little is left to be seen are left out");
}

TEST_F(MovedContent, LeavesCrowdsAndDifficultOnesWhatTheyAre) {
  stress::Object crowd = object(1, {0, 0, 20, 20});
  stress::Object difficult = object(2, {5, 5, 9, 9});
  crowd.ignored = difficult.ignored = true;
  const Content content = moved(copy(), {crowd, difficult});
  EXPECT_TRUE(content.truth().annotations.at(0).is_crowd);
  EXPECT_TRUE(content.truth().annotations.at(1).is_difficult);
  EXPECT_FALSE(content.truth().annotations.at(1).is_crowd);
  EXPECT_TRUE(losses_.list().empty());
}

TEST_F(MovedContent, HasNoImageThatWasNotMade) {
  MadeCopies made;
  made.copies.resize(1);
  const Content content = moved_content(source_, std::vector{copy()}, made, Target::coco, losses_);
  EXPECT_TRUE(content.images.empty());
}

}  // namespace
}  // namespace assay::pipeline
