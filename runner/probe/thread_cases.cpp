// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/thread_cases.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

namespace assay::probe {
namespace {

constexpr int kThreads = 4;
constexpr int kRounds = 5;

/// The stricter of load and predict.
assay_threading_t level_of(const Subject& subject) {
  return std::min(subject.load_entry().threading, subject.predict_entry().threading);
}

BatchForm form_of(const Subject& subject) {
  BatchForm form = form_for(subject.predict_entry());
  form.sizes.resize(1);
  return form;
}

void on_a_thread(const std::function<void()>& call) {
  std::thread(call).join();
}

void on_threads(const std::function<void(int)>& call) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(call, i);
  for (std::thread& thread : threads) thread.join();
}

/// Whether all of many predictions on one thread are the same.
bool repeats(Subject& subject, Caller& caller, void* model, int times) {
  const auto predict = [&] {
    return subject.predict(caller, model, form_of(subject), "predict was called on one thread");
  };
  const std::uint64_t first = predict().digest;
  while (--times > 0) {
    if (predict().digest != first) return false;
  }
  return true;
}

/// Whether every prediction of a model on several threads is the one that a single thread got.
class Agreement {
 public:
  Agreement(Subject& subject, Caller& caller, void* model) : model_(model) {
    constexpr int kTimes = 4;
    repeats_ = repeats(subject, caller, model, kTimes);
    expected_ = subject.predict(caller, model, form_of(subject), "predict was called again").digest;
  }
  void* model() const { return model_; }
  void add(const Prediction& prediction) {
    if (repeats_ && prediction.digest != expected_) differs_ = true;
  }
  bool differs() const { return differs_; }

 private:
  void* model_;
  std::uint64_t expected_ = 0;
  bool repeats_ = false;
  std::atomic<bool> differs_{false};
};

void predict_often(Subject& subject, const ProbeHost& host, Agreement& agreement) {
  Caller caller(host, subject.request(), {});
  for (int i = 0; i < kRounds; ++i) {
    agreement.add(subject.predict(caller, agreement.model(), form_of(subject),
                                  "predict was called on several threads"));
  }
}

void try_other_threads(Subject& subject, const ProbeHost& host, Reporter& reporter) {
  Caller caller(host, subject.request(), {});
  std::optional<void*> model;
  on_a_thread([&] { model = subject.load(caller); });
  if (!model) return;
  on_a_thread([&] {
    const Prediction prediction = subject.predict(caller, *model, form_of(subject),
                                                  "predict was called on another thread than load");
    if (prediction.status != ASSAY_OK) {
      reporter.found("probe.threads", "predict returned status " +
                                          std::to_string(prediction.status) +
                                          " on another thread than load: " + prediction.error);
    }
  });
  on_a_thread([&] { subject.unload(*model); });
}

/// Whether it is deterministic on one thread. A model of its own: races may have spoilt the others.
bool is_deterministic(Subject& subject, Caller& caller) {
  constexpr int kTimes = 40;
  const auto model = subject.load(caller);
  if (!model) return false;
  const bool same = repeats(subject, caller, *model, kTimes);
  subject.unload(*model);
  return same;
}

/// Each thread with a model of its own, or all with one.
void try_concurrently(Subject& subject, const ProbeHost& host, bool share, Reporter& reporter) {
  Caller caller(host, subject.request(), {});
  std::deque<Agreement> agreements;
  for (int i = 0; i < (share ? 1 : kThreads); ++i) {
    const auto model = subject.load(caller);
    if (!model) return;
    agreements.emplace_back(subject, caller, *model);
  }
  on_threads([&](int i) {
    predict_often(subject, host, agreements[share ? 0 : static_cast<std::size_t>(i)]);
  });
  for (const Agreement& agreement : agreements) subject.unload(agreement.model());
  const bool differ = std::any_of(agreements.begin(), agreements.end(),
                                  [](const Agreement& each) { return each.differs(); });
  if (differ && is_deterministic(subject, caller)) {
    reporter.found("probe.threads", "predictions differ when several threads call at once");
  }
}

}  // namespace

void try_threads(Subject& subject, Reporter& reporter) {
  const assay_threading_t level = level_of(subject);
  if (level == ASSAY_THREADING_AFFINE) return;
  const ProbeHost host(Extent::exact);
  if (!subject.start(host)) return;
  try_other_threads(subject, host, reporter);
  if (level >= ASSAY_THREADING_MODEL) try_concurrently(subject, host, false, reporter);
  if (level >= ASSAY_THREADING_FREE) try_concurrently(subject, host, true, reporter);
  subject.stop();
}

}  // namespace assay::probe
