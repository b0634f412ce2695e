// SPDX-License-Identifier: Apache-2.0
// A detector that is right on every image but those told to it, and there does whatever harm it is
// told to do. Each image gets one box that follows from its size.
#include <assay/sdk.hpp>

#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Model {
  std::string fault;
  std::string at;
  long sleep_ms = 0;
};

void sleep_for(long milliseconds) {
  timespec time{milliseconds / 1000, (milliseconds % 1000) * 1000000};
  ::nanosleep(&time, nullptr);
}

/// Lives on in a session of its own unless somebody looks for it.
void leave_a_daemon_behind() {
  if (::fork() != 0) return;
  ::setsid();
  if (::fork() != 0) ::_exit(0);
  sleep_for(600000);
  ::_exit(0);
}

/// Crashes in what comes after the first call, whatever it is, and never in a fresh process.
void crash_when_used() {
  static int calls = 0;
  if (++calls > 1) ::raise(SIGSEGV);
}

void do_harm(const std::string& fault, const assay::Image& image) {
  if (fault == "segfault") ::raise(SIGSEGV);
  if (fault == "dark" && image.data()[0] == 0) ::raise(SIGSEGV);
  if (fault == "abort") std::abort();
  if (fault == "used") crash_when_used();
  if (fault == "exit") std::exit(0);
  if (fault == "hang")
    for (;;) sleep_for(1000);
  if (fault == "throw") throw std::runtime_error("no such luck");
  if (fault == "write") const_cast<std::uint8_t*>(image.data())[0] = 1;
  if (fault == "daemon") leave_a_daemon_behind();
  if (fault == "close")
    for (int fd = 0; fd < 1024; ++fd) ::close(fd);
  if (fault == "flood") {
    for (int i = 0; i < 200000; ++i) {
      [[maybe_unused]] auto n = ::write(1, "0123456789abcdef0123456789abcdef\n", 33);
    }
  }
}

std::unique_ptr<Model> load(const std::string& fault, const std::string& at, int sleep_ms) {
  if (fault == "load-throw") throw std::runtime_error("the weights are not there");
  if (fault == "load-hang")
    for (;;) sleep_for(1000);
  if (fault == "load-abort") std::abort();
  return std::unique_ptr<Model>(new Model{fault, at, sleep_ms});
}

assay::Detections predict(Model& model, const std::vector<assay::Datapoint>& datapoints,
                          std::size_t index) {
  const assay::Image image = datapoints[index].image();
  const bool here = datapoints[index].id() == model.at || model.at == "all";
  sleep_for(model.sleep_ms);
  if (here) do_harm(model.fault, image);
  const float size = static_cast<float>(image.width()) / 4;
  assay::Detections found;
  found.add({10, 10, 10 + size, 10 + size}, 0.5F, image.width() % 4);
  if (here && model.fault == "nan") found.boxes[0][0] = std::numeric_limits<float>::quiet_NaN();
  if (here && model.fault == "lengths") found.scores.push_back(0.25F);
  if (here && model.fault == "class") found.classes[0] = 99;
  return found;
}

std::vector<assay::Detections> predict_all(Model& model,
                                           const std::vector<assay::Datapoint>& datapoints) {
  std::vector<assay::Detections> all;
  for (std::size_t i = 0; i < datapoints.size(); ++i) all.push_back(predict(model, datapoints, i));
  return all;
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.faulty", "Faulty", "1.0.0",
             assay::load<&load>("load", assay::param("fault").optional("none"),
                                assay::param("at").optional(""),
                                assay::param("sleep_ms").optional(0).at_least(0)),
             assay::predict<&predict_all>("predict", assay::param("model"),
                                          assay::param("datapoints")));
