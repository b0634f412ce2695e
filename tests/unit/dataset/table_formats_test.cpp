// SPDX-License-Identifier: Apache-2.0
// Regression tables and label lists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dataset/table_format.hpp"

namespace assay::dataset {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// ---- regression -----------------------------------------------------------------------------

class Regression : public TableFormat {
 protected:
  Regression() : TableFormat(DatasetFormat::image_regression, "t.csv") {}
  RegressionTruth truth(const std::string& text) {
    return std::get<RegressionTruth>(load(text, ProblemType::image_regression).truth);
  }
  std::string refusal(const std::string& text) {
    return TableFormat::refusal(text, ProblemType::image_regression);
  }
};

TEST_F(Regression, RowsAreSortedByFileAndColumnsKeepTheirOrder) {
  const RegressionTruth read = truth("age,file,height\n30.5,b.png,1.8\n-2e1,a.png,0\n");
  EXPECT_THAT(read.names, ElementsAre("age", "height"));
  EXPECT_THAT(read.values, ElementsAre(-20, 0, 30.5, 1.8));
}

TEST_F(Regression, CategoriesChooseTheColumns) {
  spec_.categories.names = {"height"};
  EXPECT_THAT(truth("file,age,height,note\na.png,3,1.5,x\n").values, ElementsAre(1.5));
}

TEST_F(Regression, KeepsTheFirstDatapoints) {
  spec_.num_datapoints = 1;
  EXPECT_THAT(truth("file,v\nb.png,2\na.png,1\n").values, ElementsAre(1));
}

TEST_F(Regression, EveryFaultIsSaidWithItsLine) {
  EXPECT_THAT(
      refusal("file,v\na.png,x\nb.png\n../c.png,1\nb.png,inf\nb.png,1\nb.png,2\n"),
      AllOf(HasSubstr("line 2: v 'x' is not a finite number"),
            HasSubstr("line 3: 1 values, but the first line names 2 columns"),
            HasSubstr("line 4: file '../c.png' leaves data_url"), HasSubstr("line 5: v 'inf'"),
            HasSubstr("line 7: file 'b.png' is there twice")));
}

TEST_F(Regression, TheHeaderMustNameItsColumns) {
  EXPECT_THAT(refusal("a.png,1\n"), HasSubstr("the first line must name the columns"));
  EXPECT_THAT(refusal("file\n"), HasSubstr("the first line must name the columns"));
  EXPECT_THAT(refusal("file;v\n"), HasSubstr("is it separated by ';'?"));
  EXPECT_THAT(refusal("image,label\n"), HasSubstr("for each number; 'image': write 'file'"));
  EXPECT_THAT(refusal("file,v,v\n"), HasSubstr("names the column v twice"));
  EXPECT_THAT(refusal("file,,v\n"), HasSubstr("a column has no name"));
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("file,v\n"), HasSubstr("there are no rows"));
  spec_.categories.names = {"w"};
  EXPECT_THAT(refusal("file,v\n"), HasSubstr("there is no column 'w'"));
}

// ---- label lists ----------------------------------------------------------------------------

class LabelList : public TableFormat {
 protected:
  LabelList() : TableFormat(DatasetFormat::imagenet, "val.txt") {}
};

TEST_F(LabelList, NamesClassesByIndex) {
  const Dataset dataset = load("b.png 65\na.png\t3\n", ProblemType::classification);
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].id, 3);
  EXPECT_EQ(dataset.categories[1].name, "65");
  const auto& truth = std::get<ClassTruth>(dataset.truth);
  EXPECT_THAT(truth.classes, ElementsAre(0, 1));
  EXPECT_TRUE(truth.ids_are_class_indices);
}

TEST_F(LabelList, CategoriesNameTheIndices) {
  spec_.categories.names = {"cat", "dog", "cow"};
  const Dataset dataset = load("a.png 2\n", ProblemType::classification);
  EXPECT_EQ(dataset.categories.size(), 3U);
  EXPECT_THAT(std::get<ClassTruth>(dataset.truth).classes, ElementsAre(2));
}

TEST_F(LabelList, EveryFaultIsSaidWithItsLine) {
  spec_.categories.names = {"cat"};
  EXPECT_THAT(refusal("a.png\nb.png x\nb.png -1\n/b.png 0\nb.png 1\na.png 0\na.png 0\n",
                      ProblemType::classification),
              AllOf(HasSubstr("line 1: is not 'path index'"), HasSubstr("line 2: is not"),
                    HasSubstr("line 3: is not"), HasSubstr("line 4: file '/b.png' is absolute"),
                    HasSubstr("line 5: the class index 1 is more than"),
                    HasSubstr("line 7: 'a.png' is there twice")));
  EXPECT_THAT(refusal("\n", ProblemType::classification), HasSubstr("no labels in it"));
}

}  // namespace
}  // namespace assay::dataset
