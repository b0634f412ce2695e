// SPDX-License-Identifier: Apache-2.0
// A model that is right. With a file of answers it finds in each image what the file says of it,
// and refuses images of which that says nothing; without one it finds nothing at all, which no
// transformation can make worse.
#include <assay/sdk.hpp>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/oracle/answers.hpp"

namespace {

struct Model {
  oracle::Answers answers;
};

std::unique_ptr<Model> load(const std::string& answers) {
  return std::make_unique<Model>(Model{oracle::read_answers(answers)});
}

std::uint64_t digest_of(const assay::Image& image) {
  oracle::Digest digest(image.width(), image.height());
  for (int y = 0; y < image.height(); ++y) {
    digest.add(image.row(y), static_cast<std::size_t>(image.width() * image.channels()));
  }
  return digest.value();
}

const std::vector<oracle::Seen>& seen_in(const assay::Image& image, const Model& model) {
  static const std::vector<oracle::Seen> nothing;
  if (model.answers.empty()) return nothing;
  const auto found = model.answers.find(digest_of(image));
  if (found == model.answers.end()) throw assay::Error("nobody has said what is in this image");
  return found->second;
}

assay::Fields predict(const assay::Image& image, Model& model) {
  std::vector<float> boxes, scores;
  std::vector<std::int64_t> classes;
  for (const oracle::Seen& one : seen_in(image, model)) {
    for (const double side : {one.x1, one.y1, one.x2, one.y2}) {
      boxes.push_back(static_cast<float>(side));
    }
    scores.push_back(1);
    classes.push_back(one.category);
  }
  const auto count = static_cast<std::int64_t>(scores.size());
  assay::Fields fields;
  fields.add("boxes", boxes, {count, 4});
  fields.add("scores", scores);
  fields.add("classes", classes);
  return fields;
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.oracle", "Oracle", "1.0.0",
             assay::load<&load>("load", assay::param("answers")),
             assay::predict<&predict>("predict", assay::param("datapoints"),
                                      assay::param("model")));
