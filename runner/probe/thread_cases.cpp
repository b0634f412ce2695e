// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/thread_cases.hpp"

#include <algorithm>
#include <atomic>
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

/// Whether every prediction in all threads is the one that a single thread got twice.
class Agreement {
 public:
  Agreement(Subject& subject, const ProbeHost& host, void* model) {
    Caller caller(host, subject.request(), {});
    const ProbeBatch batch(form_of(subject));
    expected_ = subject.predict(caller, model, batch, "predict was called on one thread").digest;
    const auto again = subject.predict(caller, model, batch, "predict was called again");
    repeats_ = again.digest == expected_;
  }
  void add(const Prediction& prediction) {
    if (repeats_ && prediction.digest != expected_) differs_ = true;
  }
  bool differs() const { return differs_; }

 private:
  std::uint64_t expected_ = 0;
  bool repeats_ = false;
  std::atomic<bool> differs_{false};
};

void predict_often(Subject& subject, const ProbeHost& host, void* model, Agreement& agreement) {
  Caller caller(host, subject.request(), {});
  const ProbeBatch batch(form_of(subject));
  for (int i = 0; i < kRounds; ++i) {
    agreement.add(subject.predict(caller, model, batch, "predict was called on several threads"));
  }
}

void try_other_threads(Subject& subject, const ProbeHost& host) {
  Caller caller(host, subject.request(), {});
  std::optional<void*> model;
  on_a_thread([&] { model = subject.load(caller); });
  if (!model) return;
  on_a_thread([&] {
    subject.predict(caller, *model, ProbeBatch(form_of(subject)),
                    "predict was called on another thread than load");
  });
  on_a_thread([&] { subject.unload(*model); });
}

/// Each thread with a model of its own, or all with one.
void try_concurrently(Subject& subject, const ProbeHost& host, bool share, Reporter& reporter) {
  Caller caller(host, subject.request(), {});
  std::vector<void*> models;
  for (int i = 0; i < (share ? 1 : kThreads); ++i) {
    const auto model = subject.load(caller);
    if (!model) return;
    models.push_back(*model);
  }
  Agreement agreement(subject, host, models[0]);
  on_threads([&](int i) {
    void* const model = models[share ? 0 : static_cast<std::size_t>(i)];
    predict_often(subject, host, model, agreement);
  });
  if (agreement.differs()) {
    reporter.found("probe.threads", "predictions differ when several threads call at once");
  }
  for (void* const model : models) subject.unload(model);
}

}  // namespace

void try_threads(Subject& subject, Reporter& reporter) {
  const assay_threading_t level = level_of(subject);
  if (level == ASSAY_THREADING_AFFINE) return;
  const ProbeHost host(Extent::exact);
  if (!subject.start(host)) return;
  try_other_threads(subject, host);
  if (level >= ASSAY_THREADING_MODEL) try_concurrently(subject, host, false, reporter);
  if (level >= ASSAY_THREADING_FREE) try_concurrently(subject, host, true, reporter);
  subject.stop();
}

}  // namespace assay::probe
