// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/label_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class LabelTable : public testing::Test {
 protected:
  LabelTable() {
    directory_.write("images/a.jpg", "");
    spec_.name = "val";
    spec_.format = definition::DatasetFormat::imagenet;
    spec_.images = directory_.path() / "images";
    spec_.annotations = directory_.path() / "labels.csv";
  }

  Dataset load(const std::string& table) {
    directory_.write("labels.csv", table);
    return load_dataset(spec_, definition::ProblemType::classification);
  }

  test::TemporaryDirectory directory_;
  definition::Dataset spec_;
};

TEST_F(LabelTable, TakesClassForTheNameOfAClass) {
  const Dataset dataset = load("class,file\ndog,b.jpg\ncat,a.jpg\n");
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].name, "cat");
  EXPECT_THAT(refusal_of([&] { load("file,class,wnid\na.jpg,cat,cat\n"); }),
              HasSubstr("names the column wnid twice"));
}

TEST_F(LabelTable, GivesCategoriesTheirStatedIndices) {
  const Dataset dataset = load("file,class_index,wnid\nb.jpg,5,n05\na.jpg,900,n90\nc.jpg,5,n05\n");

  ASSERT_EQ(dataset.datapoints.size(), 3U);
  EXPECT_EQ(dataset.datapoints[0].id, "a.jpg");  // sorted by file name
  EXPECT_EQ(dataset.datapoints[1].path, directory_.path() / "images/b.jpg");
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].id, 5);
  EXPECT_EQ(dataset.categories[0].name, "n05");
  const auto& truth = std::get<ClassTruth>(dataset.truth);
  EXPECT_THAT(truth.classes, ElementsAre(1, 0, 0));
  EXPECT_TRUE(truth.ids_are_class_indices);
}

TEST_F(LabelTable, NumbersClassesByNameWithoutIndices) {
  const Dataset dataset = load("wnid,file\nn2,a.jpg\nn1,b.jpg\n");

  EXPECT_EQ(dataset.categories[1].id, 1);
  EXPECT_EQ(dataset.categories[1].name, "n2");
  const auto& truth = std::get<ClassTruth>(dataset.truth);
  EXPECT_THAT(truth.classes, ElementsAre(1, 0));
  EXPECT_FALSE(truth.ids_are_class_indices);
}

TEST_F(LabelTable, CallsClassesByIndexWithoutNames) {
  const Dataset dataset = load("file,index\na.jpg,7\n");

  EXPECT_EQ(dataset.categories[0].id, 7);
  EXPECT_EQ(dataset.categories[0].name, "7");
}

TEST_F(LabelTable, KeepsTheFirstByFileName) {
  spec_.num_datapoints = 1;
  const Dataset dataset = load("file,index\nb.jpg,1\na.jpg,2\n");

  ASSERT_EQ(dataset.datapoints.size(), 1U);
  EXPECT_EQ(dataset.datapoints[0].id, "a.jpg");
  EXPECT_EQ(dataset.categories.size(), 2U);
}

TEST_F(LabelTable, IsRefusedWhereItContradictsItself) {
  const struct {
    std::string table, says;
  } cases[] = {
      {"", "the file is empty"},
      {"file,label\na.jpg,1\n", "labels.csv:1:1: the first line must name the columns"},
      {"filename,label\na.jpg,1\n",
       "and class_index or wnid (class) or both; 'filename': write 'file'; 'label': write 'class'"},
      {" File,index\na.jpg,1\n", "; ' File': write 'file'"},
      {"file;class\na.jpg;cat\n", "; is it separated by ';'? Commas are wanted"},
      {"file\tclass\na.jpg\tcat\n", "; is it separated by tabs? Commas are wanted"},
      {"file,wnid,file\na.jpg,n1,b.jpg\n",
       "labels.csv:1:1: the first line names the column file twice"},
      {"file,index,class_index\na.jpg,1,2\n", "the column class_index twice"},
      {"file,index,note,note\na.jpg,1,x,y\n", "the column note twice"},
      {"file,index\n", "there are no labels in it"},
      {"file,index\na.jpg\n", "line 2: 1 values, but the first line names 2 columns"},
      {"file,index\na.jpg,x\n", "line 2: class index 'x' is not a whole number from 0"},
      {"file,index\na.jpg,-1\n", "class index '-1'"},
      {"file,index\na.jpg,1.0\n", "class index '1.0'"},
      {"file,wnid\na.jpg,\n", "line 2: wnid is empty"},
      {"file,index\n../a.jpg,1\n", "leaves data_url by '..'"},
      {"file,index\na.jpg,1\na.jpg,2\n", "line 3: file 'a.jpg' is there twice"},
      {"file,index,wnid\na.jpg,1,n1\nb.jpg,1,n2\n", "class index 1 is both n1 and n2"},
      {"file,index,wnid\na.jpg,1,n1\nb.jpg,2,n1\n", "class n1 has both index 1 and 2"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.says);
    EXPECT_THAT(refusal_of([&] { load(one.table); }), HasSubstr(one.says));
  }
}

TEST_F(LabelTable, TakesClassesThatAreNumbersForIndices) {
  const Dataset dataset = load("file,class\na.jpg,10\nb.jpg,2\n");
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[0].id, 2);  // as text, 10 would come first
  EXPECT_EQ(dataset.categories[1].name, "10");
  EXPECT_TRUE(std::get<ClassTruth>(dataset.truth).ids_are_class_indices);
  const Dataset names = load("file,class\na.jpg,9\nb.jpg,two\n");
  EXPECT_FALSE(std::get<ClassTruth>(names.truth).ids_are_class_indices);
  EXPECT_TRUE(names.warnings.empty());
}

TEST_F(LabelTable, RefusesNumbersThatAreNoIndices) {
  for (const char* wrong : {"1.0", " 1", "+1", "-1"}) {
    const std::string table = "file,class\na.jpg,0\nb.jpg," + std::string(wrong) + "\n";
    EXPECT_THAT(
        refusal_of([&] { load(table); }),
        HasSubstr("line 3: class index '" + std::string(wrong) + "' is not a whole number from 0"));
  }
}

TEST_F(LabelTable, SaysThatNumbersAmongNamesAreInTheOrderOfText) {
  const Dataset dataset = load("file,class\na.jpg,10\nb.jpg,2\nc.jpg,two\n");
  ASSERT_EQ(dataset.warnings.size(), 1U);
  EXPECT_THAT(dataset.warnings[0], HasSubstr("'2' is class 1; where the names are the model's"));
}

TEST_F(LabelTable, CategoriesNameItsIndices) {
  spec_.categories.names = {"cat", "", "dog"};
  const Dataset dataset = load("file,class_index\na.jpg,2\n");
  ASSERT_EQ(dataset.categories.size(), 2U);
  EXPECT_EQ(dataset.categories[1].id, 2);
  EXPECT_EQ(dataset.categories[1].name, "dog");
  EXPECT_THAT(std::get<ClassTruth>(dataset.truth).classes, ElementsAre(1));
  EXPECT_THAT(refusal_of([&] { load("file,index\na.jpg,3\n"); }),
              HasSubstr("line 2: the class index 3 is more than the 3 'categories' have"));
  EXPECT_THAT(refusal_of([&] { load("file,index\na.jpg,1\n"); }),
              HasSubstr("line 2: the class index 1 has no name in 'categories'"));
  EXPECT_THAT(refusal_of([&] { load("file,index,wnid\na.jpg,1,n1\n"); }),
              HasSubstr("have their names from the column wnid"));
}

TEST(LabelTableSample, ReadsRealLabels) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/imagenet-sample/labels.csv");
  const auto folder = std::filesystem::path(ASSAY_SHARED_DATA) / "datasets/imagenet-sample";
  definition::Dataset spec;
  spec.format = definition::DatasetFormat::imagenet;
  spec.images = folder / "images";
  spec.annotations = folder / "labels.csv";

  const Dataset dataset = load_dataset(spec, definition::ProblemType::classification);

  EXPECT_EQ(dataset.datapoints.size(), 200U);
  EXPECT_EQ(dataset.categories.size(), 200U);
  EXPECT_EQ(dataset.categories[1].id, 5);
  EXPECT_EQ(dataset.categories[1].name, "n01496331");
}

}  // namespace
}  // namespace assay::dataset
