// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::runner {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kGroundTruth = R"({
  "images": [{"id": 1}],
  "categories": [{"id": 1, "name": "cat"}],
  "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "area": 100,
                   "iscrowd": 0}]})";
constexpr const char* kPerfect =
    R"([{"image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "score": 0.9}])";

class Score : public testing::Test {
 protected:
  std::string ground_truth(const std::string& text = kGroundTruth) {
    return directory_.write("gt.json", text).string();
  }
  std::string predictions(const std::string& text = kPerfect) {
    return directory_.write("dt.json", text).string();
  }
  std::string path(const std::string& name) const { return (directory_.path() / name).string(); }

  /// The message of the Error that the arguments lead to, "" when they lead to none.
  static std::string message_of(const std::vector<std::string>& arguments, ErrorKind kind) {
    try {
      run_score(arguments);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind);
      return error.message();
    }
    return "";
  }

  test::TemporaryDirectory directory_;
};

/// Bytes after the header of an NPY file, whose header must be `shape`'s.
std::string values_of_npy(const std::string& file, const std::string& shape) {
  const std::string bytes = read_file(file);
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\0", 8));
  const std::size_t header = static_cast<unsigned char>(bytes[8]) +
                             std::size_t{256} * static_cast<unsigned char>(bytes[9]);
  EXPECT_EQ((10 + header) % 64, 0U);
  EXPECT_THAT(bytes.substr(10, header),
              HasSubstr("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }"));
  EXPECT_EQ(bytes[10 + header - 1], '\n');
  return bytes.substr(10 + header);
}

/// As Python writes it: "(10, 101, 1, 4, 3)".
std::string tuple_of(const json& extents) {
  std::string text;
  for (const json& extent : extents) text += (text.empty() ? "(" : ", ") + extent.dump();
  return text + ")";
}

TEST_F(Score, PrintsTwelveNumbersOnStdout) {
  testing::internal::CaptureStdout();
  const int code = run_score({ground_truth(), predictions(), "--task", "bbox"});

  EXPECT_EQ(code, 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(),
            "AP      1.000000\nAP50    1.000000\nAP75    1.000000\n"
            "APs     1.000000\nAPm    -1.000000\nAPl    -1.000000\n"
            "AR1     1.000000\nAR10    1.000000\nAR100   1.000000\n"
            "ARs     1.000000\nARm    -1.000000\nARl    -1.000000\n");
}

TEST_F(Score, WritesJsonThatKeepsMinusOneAndMakesUndefinedNull) {
  testing::internal::CaptureStdout();
  run_score(
      {ground_truth(), predictions(), "--task=bbox", "--max-dets=100", "--json", path("out.json")});
  testing::internal::GetCapturedStdout();

  const json document = json::parse(read_file(path("out.json")));
  EXPECT_EQ(document["schema"], 1);
  EXPECT_EQ(document["command"], "score");
  // As pycocotools: precision has an epsilon in it.
  EXPECT_DOUBLE_EQ(document["metrics"]["bbox"]["AP"].get<double>(), 1.0);
  EXPECT_EQ(document["metrics"]["bbox"]["APl"], -1.0);
  EXPECT_EQ(document["metrics"]["bbox"]["AR1"], 1.0);
  EXPECT_TRUE(document["metrics"]["bbox"]["AR100"].is_null());
}

TEST_F(Score, AnswersZerosForAnEmptyListOfPredictions) {
  testing::internal::CaptureStdout();
  run_score({ground_truth(), predictions("[]"), "--task", "bbox", "--json", path("out.json")});
  testing::internal::GetCapturedStdout();

  const json document = json::parse(read_file(path("out.json")));
  EXPECT_EQ(document["metrics"]["bbox"]["AP"], 0.0);
  EXPECT_EQ(document["metrics"]["bbox"]["AR100"], 0.0);
}

TEST_F(Score, WritesArraysOfTheShapesThatOptionsAskFor) {
  testing::internal::CaptureStdout();
  run_score({ground_truth(), predictions(), "--task", "bbox", "--use-cats", "0", "--max-dets",
             "100,1", "--areas", "all:0-1e10", "--arrays", path("deep/arrays")});
  testing::internal::GetCapturedStdout();

  const std::string precision =
      values_of_npy(path("deep/arrays/precision.npy"), "(10, 101, 1, 1, 2)");
  values_of_npy(path("deep/arrays/scores.npy"), "(10, 101, 1, 1, 2)");
  values_of_npy(path("deep/arrays/recall.npy"), "(10, 1, 1, 2)");
  double first = 0;
  std::memcpy(&first, precision.data(), sizeof first);
  EXPECT_EQ(first, 1.0 / (1.0 + std::ldexp(1.0, -52)));
}

TEST_F(Score, SaysThatMasksOfAnotherSizeMatchNothing) {
  const auto truth = ground_truth(R"({
    "images": [{"id": 1, "width": 4, "height": 2}],
    "categories": [{"id": 1, "name": "cat"}],
    "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 2], "area": 2,
                     "iscrowd": 0, "segmentation": {"size": [2, 4], "counts": [0, 2, 6]}}]})");
  const auto score = [&](const std::string& size) {
    const auto found = predictions(R"([{"image_id": 1, "category_id": 1, "score": 0.9,
        "segmentation": {"size": )" +
                                   size + R"(, "counts": "026"}}])");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_score({truth, found, "--task", "segm"}), 0);
    testing::internal::GetCapturedStdout();
    return testing::internal::GetCapturedStderr();
  };
  EXPECT_EQ(score("[2, 4]"), "");
  EXPECT_THAT(score("[4, 2]"), HasSubstr("masks of another size than their image: 1 of 1, e.g. "
                                         "2x4 where image 1 has 4x2"));
}

TEST_F(Score, WritesPycocotoolsArraysBitForBit) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/cases/cases.jsonl");
  std::ifstream file(std::string(ASSAY_SHARED_DATA) + "/evaluation/cases/cases.jsonl");
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    const json expected = json::parse(line);
    const std::string name = expected["name"];
    // The evaluator's own test has the random ones, too; here each costs three synced files.
    if (name.find("_random") != std::string::npos) continue;
    SCOPED_TRACE(name);
    ++count;
    std::vector<std::string> arguments{ground_truth(expected["gt"].dump()),
                                       predictions(expected["dt"].dump()),
                                       "--task",
                                       expected["iouType"],
                                       "--arrays",
                                       path("arrays")};
    for (const auto& [key, value] : expected["options"].items()) {
      arguments.push_back(key == "useCats" ? "--use-cats" : "--max-dets");
      arguments.push_back(value);
    }
    json shape = expected["shape_precision"];
    const std::string point_shape = tuple_of(shape);
    shape.erase(1);

    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = run_score(arguments);
    testing::internal::GetCapturedStdout();
    testing::internal::GetCapturedStderr();

    EXPECT_EQ(code, 0);
    EXPECT_EQ(sha256(values_of_npy(path("arrays/precision.npy"), point_shape)),
              expected["sha256"]["precision"]);
    EXPECT_EQ(sha256(values_of_npy(path("arrays/scores.npy"), point_shape)),
              expected["sha256"]["scores"]);
    EXPECT_EQ(sha256(values_of_npy(path("arrays/recall.npy"), tuple_of(shape))),
              expected["sha256"]["recall"]);
  }
  EXPECT_GE(count, 34U);
}

TEST_F(Score, EqualsPycocotoolsOnWholeDataSets) {
  ASSAY_REQUIRE_SHARED_DATA("evaluation/cocoapi_fake100/REFERENCE.json");
  ASSAY_REQUIRE_SHARED_DATA("evaluation/fce_tests/REFERENCE.json");
  ASSAY_REQUIRE_SHARED_DATA("evaluation/xtcocoapi_examples/REFERENCE.json");
  const std::string evaluation = std::string(ASSAY_SHARED_DATA) + "/evaluation/";
  std::size_t count = 0;
  for (const std::string folder : {"cocoapi_fake100/", "fce_tests/", "xtcocoapi_examples/"}) {
    for (const json& expected : json::parse(read_file(evaluation + folder + "REFERENCE.json"))) {
      const std::string predictions = expected["dt_file"];
      const std::string task = expected["iouType"];
      if (task == "boundary") continue;
      SCOPED_TRACE(task + predictions + expected["options"].dump());
      ++count;

      testing::internal::CaptureStdout();
      run_score({evaluation + folder + expected["gt_file"].get<std::string>(),
                 evaluation + folder + predictions, "--task", task, "--use-cats",
                 expected["options"].value("useCats", "1"), "--arrays", path("arrays"), "--json",
                 path("out.json")});
      testing::internal::GetCapturedStdout();

      json shape = expected["shape_precision"];
      EXPECT_EQ(sha256(values_of_npy(path("arrays/precision.npy"), tuple_of(shape))),
                expected["sha256"]["precision"]);
      EXPECT_EQ(sha256(values_of_npy(path("arrays/scores.npy"), tuple_of(shape))),
                expected["sha256"]["scores"]);
      shape.erase(1);
      EXPECT_EQ(sha256(values_of_npy(path("arrays/recall.npy"), tuple_of(shape))),
                expected["sha256"]["recall"]);
      EXPECT_EQ(json::parse(read_file(path("out.json")))["metrics"][task], expected["stats"]);
    }
  }
  EXPECT_EQ(count, 11U);
}

TEST_F(Score, EqualsPycocotoolsOnMasksAndKeypointsOfRealModels) {
  ASSAY_REQUIRE_SHARED_DATA("reference/detector_results.json");
  ASSAY_REQUIRE_SHARED_DATA("reference/pose_seg_results.json");
  const std::string shared = ASSAY_SHARED_DATA;
  const auto score = [&](const std::string& truth, const std::string& found,
                         const std::string& task) {
    testing::internal::CaptureStdout();
    run_score({shared + truth, shared + found, "--task", task, "--json", path("out.json")});
    testing::internal::GetCapturedStdout();
    return json::parse(read_file(path("out.json")))["metrics"][task];
  };
  const json masks =
      score("/datasets/coco54/instances.json", "/reference/segm_yolov5n-seg_coco54.json", "segm");
  const json poses = score("/datasets/mmpose/coco/test_coco.json",
                           "/reference/keypoints_simplepose.json", "keypoints");

  // The reference was rounded to five digits.
  const json segmenter = json::parse(read_file(shared + "/reference/detector_results.json"));
  for (const auto& [name, value] : segmenter["coco54/yolov5n-seg/segm (score>0.05)"].items()) {
    EXPECT_NEAR(masks[name].get<double>(), value.get<double>(), 0.50001e-5) << name;
  }
  const json pose = json::parse(read_file(shared + "/reference/pose_seg_results.json"));
  const json& expected = pose["simplepose keypoints, GT boxes, 4 images, 12 persons"];
  for (const auto& [name, value] : expected.items()) {
    EXPECT_NEAR(poses[name].get<double>(), value.get<double>(), 0.50001e-5) << name;
  }
}

TEST_F(Score, GivesTheReferenceNumbersOfRealDetectors) {
  ASSAY_REQUIRE_SHARED_DATA("reference/detector_results.json");
  const std::string shared = ASSAY_SHARED_DATA;
  const json expected = json::parse(read_file(shared + "/reference/detector_results.json"));
  for (const std::string model : {"yolo-fastest-1.1", "FastestDet", "yolox_nano", "yolov5n-seg"}) {
    SCOPED_TRACE(model);
    testing::internal::CaptureStdout();
    run_score({shared + "/datasets/coco54/instances.json",
               shared + "/reference/dets_" + model + "_coco54.json", "--task", "bbox", "--json",
               path("out.json")});
    testing::internal::GetCapturedStdout();

    const json found = json::parse(read_file(path("out.json")))["metrics"]["bbox"];
    for (const auto& [name, value] : expected["coco54/" + model + "/bbox"].items()) {
      // The reference was rounded to five digits.
      EXPECT_NEAR(found[name].get<double>(), value.get<double>(), 0.50001e-5) << name;
    }
  }
}

TEST_F(Score, RefusesNanBoxesNamingPlaceAndEntry) {
  const std::string text =
      "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, 0, 1, 1], \"score\": 0.5},\n"
      " {\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, NaN, 1, 1], \"score\": 0.5}]";
  const std::string message =
      message_of({ground_truth(), predictions(text), "--task", "bbox"}, ErrorKind::dataset);

  EXPECT_THAT(
      message,
      HasSubstr("dt.json: entry 1: bbox must be a list of four finite numbers, but has NaN"));
}

TEST_F(Score, RefusesPredictionsOfUnknownImages) {
  const std::string text =
      R"([{"image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 0.5}])";
  EXPECT_THAT(message_of({ground_truth(), predictions(text), "--task", "bbox"}, ErrorKind::dataset),
              HasSubstr("entry 0: the ground truth has no image with the id 7"));
}

TEST_F(Score, WarnsOnStderrOfWhatLowersTheNumbersInSilence) {
  const std::string zero = R"({"images": [{"id": 1}], "categories": [{"id": 1}], "annotations": [
      {"id": 0, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "area": 100}]})";
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const int code = run_score({ground_truth(zero), predictions(), "--task", "bbox"});
  testing::internal::GetCapturedStdout();

  EXPECT_EQ(code, 0);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("have the id 0"));
}

TEST_F(Score, PrintsHelpOnStdout) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_score({"--help"}), 0);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("--max-dets"));
}

struct Misuse {
  std::vector<std::string> arguments;
  std::string says;
};

class ScoreMisuse : public testing::TestWithParam<Misuse> {};

TEST_P(ScoreMisuse, IsAUsageError) {
  try {
    run_score(GetParam().arguments);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), HasSubstr(GetParam().says));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, ScoreMisuse,
    testing::Values(Misuse{{"gt", "--task", "bbox"}, "PREDICTIONS is missing"},
                    Misuse{{"gt", "dt"}, "--task is missing"},
                    Misuse{{"gt", "dt", "--task", "lvis"},
                           "lvis is not in this version yet, which evaluates: bbox"},
                    Misuse{{"gt", "dt", "--task", "mask"},
                           "mask is not known; this version evaluates: bbox, segm"},
                    Misuse{{"gt", "dt", "--task", "segm", "--sigmas", "1"},
                           "--sigmas is for --task keypoints alone"},
                    Misuse{{"gt", "dt", "--task", "keypoints", "--sigmas", "0.1,0"}, "'0.1,0'"},
                    Misuse{{"gt", "dt", "--task", "keypoints", "--sigmas", "a"}, "'a'"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--max-det", "1"},
                           "did you mean '--max-dets'?"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--max-dets", "1,0"}, "'1,0'"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--max-dets", "1,,2"}, "'1,,2'"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--use-cats", "2"}, "--use-cats"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--areas", "all:5-1"}, "'all:5-1'"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--areas", "a:0-1,a:1-2"}, "'a' twice"},
                    Misuse{{"gt", "dt", "--task", "bbox", "--areas", "0-nan"}, "'0-nan'"}));

}  // namespace
}  // namespace assay::runner
