// SPDX-License-Identifier: Apache-2.0
// oracle_answers DEFINITION TRUTH FOLDER: for each test of the definition reads
// FOLDER/<test>.trials, a trial in each line as the journal names it ("x.png a.gamma=0.7 #2"), and
// writes FOLDER/<test>.answers. TRUTH is the data set whose objects all have outlines.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <map>
#include <sstream>
#include <unordered_map>

#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/dataset/load_coco.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/trial.hpp"
#include "core/stress/annotation/objects_of.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/transform.hpp"
#include "tests/support/oracle/seen_objects.hpp"

namespace oracle {
namespace {

namespace dataset = assay::dataset;
namespace definition = assay::definition;
namespace image = assay::image;
namespace pipeline = assay::pipeline;
namespace stress = assay::stress;
using Objects = std::vector<stress::Object>;

constexpr std::size_t kPictureBytes = std::size_t{64} << 20;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 26;  // of a list of trials

/// The data set with everything that is in it.
struct Truth {
  explicit Truth(const definition::Dataset& spec)
      : data(dataset::load_coco(spec, {.shapes = true, .keypoints = true, .optional = true})),
        pictures(data, pipeline::decode_rules(spec), pipeline::decode_limits(spec), kPictureBytes),
        objects(stress::objects_of(data, data.datapoints.size())) {
    for (std::size_t i = 0; i < data.datapoints.size(); ++i) {
      places.emplace(data.datapoints[i].id, i);
    }
  }

  dataset::Dataset data;
  pipeline::PictureCache pictures;
  std::vector<Objects> objects;
  std::unordered_map<std::string, std::size_t> places;
};

template <class Named>
const Named& named(const std::vector<Named>& all, const std::string& name) {
  for (const Named& one : all) {
    if (one.name == name) return one;
  }
  throw std::runtime_error("there is no '" + name + "'");
}

pipeline::Trial trial_of(const std::string& name, const Truth& truth,
                         const stress::Domain& domain) {
  std::istringstream words(name);
  std::string word;
  words >> word;
  pipeline::Trial trial{truth.places.at(word), std::nullopt, 0};
  std::vector<std::string> settings;
  while (words >> word && word[0] != '#') settings.push_back(word);
  if (word[0] != '#') return trial;  // of the image itself
  trial.point = domain.weakest_point();
  apply_settings(domain, settings, *trial.point);
  trial.draw = static_cast<std::uint32_t>(std::stoul(word.substr(1)));
  if (name_of(trial, truth.data, domain) == name) return trial;
  throw std::runtime_error("'" + name + "' is no trial of the domain " + domain.name());
}

std::uint64_t digest_of(const std::vector<std::byte>& rgb, image::Size size) {
  Digest digest(size.width, size.height);
  digest.add(reinterpret_cast<const std::uint8_t*>(rgb.data()), rgb.size());
  return digest.value();
}

/// What was seen before of images in which nothing moves is seen again.
using StillAnswers = std::map<std::size_t, Shown>;

bool is_still(const stress::Motion& motion) {
  for (const auto& step : motion) {
    if (!std::holds_alternative<stress::Loosened>(step)) return false;
  }
  return true;
}

Shown shown_in(std::size_t datapoint, const Objects& objects, const stress::Motion& motion,
               image::Size size, StillAnswers& still) {
  if (!is_still(motion)) return shown_after(objects, motion, size);
  const auto [known, is_new] = still.try_emplace(datapoint);
  if (is_new) known->second = shown_after(objects, {}, size);
  return known->second;
}

/// What is hardly moved at all may look the same, and be counted to another part of a pixel.
bool are_alike(const std::vector<Seen>& a, const std::vector<Seen>& b) {
  const auto near = [](double one, double other) { return std::abs(one - other) < 1; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Seen& p, const Seen& q) {
    return p.category == q.category && near(p.x1, q.x1) && near(p.y1, q.y1) && near(p.x2, q.x2) &&
           near(p.y2, q.y2);
  });
}

void add_answer(const pipeline::Trial& trial, const stress::Domain& domain, std::uint64_t seed,
                Truth& truth, StillAnswers& still, Answers& answers) {
  const auto picture = truth.pictures.get(trial.datapoint);
  std::vector<std::byte> pixels = picture->rgb;
  stress::Motion motion;
  stress::Workspace workspace;
  if (trial.point) {
    const std::string& id = truth.data.datapoints[trial.datapoint].id;
    motion = transform(domain, *trial.point, {picture->view(), id, seed, trial.draw},
                       {pixels, picture->size, image::PixelFormat::rgb}, workspace);
  }
  Shown shown =
      shown_in(trial.datapoint, truth.objects[trial.datapoint], motion, picture->size, still);
  shown.datapoint = static_cast<std::int64_t>(trial.datapoint);
  const auto [known, is_new] = answers.try_emplace(digest_of(pixels, picture->size), shown);
  if (is_new || are_alike(known->second.objects, shown.objects)) return;
  throw std::runtime_error("two trials look alike and show different things");
}

void answer_test(const definition::Definition& definition, const definition::StressTest& test,
                 const stress::Catalogue& catalogue, const std::string& folder, Truth& truth) {
  const stress::Domain domain =
      make_domain(named(definition.domains, test.domain), definition.source, catalogue);
  Answers answers;
  StillAnswers still;
  for (const std::string& name :
       assay::lines_of(assay::read_file(folder + test.name + ".trials", kMostBytes))) {
    if (name.empty()) continue;
    add_answer(trial_of(name, truth, domain), domain, test.seed.value_or(0), truth, still, answers);
  }
  write_answers(folder + test.name + ".answers", answers);
}

void answer_all(const std::string& file, const std::string& data, const std::string& folder) {
  const auto definition = definition::parse_file(file);
  Truth truth(named(definition.datasets, data));
  const stress::Catalogue catalogue;
  for (const definition::StressTest& test : definition.tests) {
    answer_test(definition, test, catalogue, folder, truth);
  }
}

}  // namespace
}  // namespace oracle

int main(int count, char** arguments) {
  try {
    if (count != 4) throw std::runtime_error("usage: oracle_answers DEFINITION TRUTH FOLDER");
    oracle::answer_all(arguments[1], arguments[2], std::string(arguments[3]) + "/");
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
