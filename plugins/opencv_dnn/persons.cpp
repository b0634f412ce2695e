// SPDX-License-Identifier: Apache-2.0
#include "persons.hpp"

#include "run_batch.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

class DetectedPersons : public PersonSource {
 public:
  DetectedPersons(const PersonDetectorOptions& options, const assay::Context& context)
      : pipeline_{Network(options.network, context), Preprocessor(options.input), {}},
        reader_(options.detection, pipeline_.preprocessor.size()),
        person_class_(options.person_class) {
    pipeline_.outputs = pipeline_.network.choose_outputs(options.detection.outputs,
                                                         reader_.reads_several_outputs());
  }

  std::vector<ScoredBox> find(const assay::Datapoint& datapoint) override {
    const Prepared prepared = pipeline_.preprocessor.prepare(datapoint.image());
    const auto outputs = pipeline_.network.forward(prepared.blob, pipeline_.outputs);
    const Decoded decoded = reader_.decode(outputs);
    if (person_class_ >= decoded.scores.cols && !decoded.boxes.empty()) {
      throw Error(Status::argument, "'detector.class' is " + std::to_string(person_class_) +
                                        ", the detector has " +
                                        std::to_string(decoded.scores.cols) + " classes");
    }
    std::vector<ScoredBox> persons;
    for (const Candidate& one : reader_.choose(decoded, prepared.placement)) {
      if (one.class_index != person_class_) continue;
      persons.push_back({{one.box[0], one.box[1], one.box[2], one.box[3]}, one.score});
    }
    return persons;
  }

 private:
  Pipeline pipeline_;
  BoxReader reader_;
  int person_class_;
};

class ListedPersons : public PersonSource {
 public:
  explicit ListedPersons(const BoxFileOptions& options)
      : file_(options.boxes->filename().string()), by_name_(read_coco_boxes(options)) {}

  std::vector<ScoredBox> find(const assay::Datapoint& datapoint) override {
    const auto place = by_name_.find(datapoint.id());
    if (place == by_name_.end()) {
      throw Error(Status::argument,
                  "'boxes': " + file_ + " knows no image '" + std::string(datapoint.id()) + "'");
    }
    const assay::Image image = datapoint.image();
    std::vector<ScoredBox> persons = place->second.boxes;
    const cv::Size2d drawn_on = place->second.size;
    if (drawn_on.width <= 0 || drawn_on.height <= 0) return persons;
    const double x = image.width() / drawn_on.width, y = image.height() / drawn_on.height;
    for (ScoredBox& one : persons) {
      one.box = {one.box.x * x, one.box.y * y, one.box.width * x, one.box.height * y};
    }
    return persons;
  }

 private:
  std::string file_;
  BoxesByName by_name_;
};

class WholeImage : public PersonSource {
 public:
  std::vector<ScoredBox> find(const assay::Datapoint& datapoint) override {
    const assay::Image image = datapoint.image();
    return {{cv::Rect2d(0, 0, image.width(), image.height()), 1}};
  }
  bool knows_boxes() const override { return false; }
};

}  // namespace

std::unique_ptr<PersonSource> persons_detected(const PersonDetectorOptions& options,
                                               const assay::Context& context) {
  return std::make_unique<DetectedPersons>(options, context);
}

std::unique_ptr<PersonSource> persons_listed(const BoxFileOptions& options) {
  return std::make_unique<ListedPersons>(options);
}

std::unique_ptr<PersonSource> whole_image() {
  return std::make_unique<WholeImage>();
}

}  // namespace opencv_dnn
