// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/trial_runner.hpp"

#include <fmt/format.h>

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/log.hpp"
#include "core/pipeline/compact_masks.hpp"
#include "core/pipeline/decode_watch.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/interrupts.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/model_start.hpp"
#include "core/pipeline/predict_stage.hpp"
#include "core/pipeline/stress/trial_loader.hpp"
#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

/// Trials by their numbers, read by the threads that load.
class TrialList {
 public:
  void add(const Trial& trial) {
    const std::lock_guard lock(mutex_);
    trials_.push_back(trial);
  }
  Trial at(std::size_t number) const {
    const std::lock_guard lock(mutex_);
    return trials_.at(number);
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return trials_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::deque<Trial> trials_;
};

/// What earlier processes recorded.
class Past {
 public:
  Past(const TrialRun& run, const std::string& header)
      : run_(run), index_(open_journal(run.directory.journal(), header, run.most_trials)) {
    if (!index_.damaged_lines.empty()) {
      log::warn("pipeline", fmt::format("damaged journal lines, predicting their trials again "
                                        "count={}",
                                        index_.damaged_lines.size()));
    }
    if (index_.end != 0) reader_.emplace(run.directory.journal(), run.directory.fields(), index_);
  }

  const JournalIndex& index() const { return index_; }

  /// The outcome of a trial, if that very trial was recorded and its file is as it was.
  std::optional<predict::Outcome> find(std::size_t number, const Trial& trial) const {
    if (!reader_ || number >= index_.places.size()) return std::nullopt;
    auto read = reader_->read(number);
    auto* recorded = std::get_if<Recorded>(&read);
    if (recorded == nullptr || recorded->id != name_of(trial, run_.input.dataset, run_.domain)) {
      return std::nullopt;
    }
    const auto& path = run_.input.dataset.datapoints.at(trial.datapoint).path;
    if (!(recorded->file == stamp_of(path))) return std::nullopt;
    recorded->outcome.index = trial.datapoint;
    if (fault_in(recorded->outcome, run_.input)) return std::nullopt;
    return std::move(recorded->outcome);
  }

 private:
  const TrialRun& run_;
  JournalIndex index_;
  std::optional<JournalReader> reader_;
};

}  // namespace

/// A started model with all that feeds it and writes down what it says.
class Engine {
 public:
  using Store = std::function<void(std::size_t number, predict::Outcome outcome)>;

  Engine(const TrialRun& run, const TrialList& trials, const JournalIndex& index,
         CpuTime& transforming, Store store)
      : run_(run),
        trials_(trials),
        transforming_(transforming),
        store_(std::move(store)),
        interrupts_(wake_, run.options.supervision.supervisor),
        predictor_(plugin::start_model(run.input.definition, run.input.model,
                                       worker_options(run.options, run.directory, wake_))),
        beginning_(run.directory, journal_header(run.identity), run.most_trials) {
    stress::transform_on_one_thread_each();
    run.directory.identify(run.identity, environment(run.input, run.options, predictor_->facts()));
    journal_.emplace(run.directory.journal(), run.directory.fields(), journal_header(run.identity),
                     index);
    const ImageAmount batch{
        usable_batch(requested_batch(run.input, run.options), predictor_->facts()),
        kMostBatchBytes};
    feed_.emplace(loader(), run.options.jobs,
                  window_for(batch, predictor_->capacity(), run.options.jobs), wake_);
    loop_.emplace(
        PredictStage{*predictor_, *feed_, wake_, interrupts_, batch,
                     [this](predict::Outcome outcome) { record(std::move(outcome)); },
                     [this](const predict::Failure& incident) { record_incident(incident); }});
  }

  void add(const std::vector<std::size_t>& numbers) { feed_->add(numbers); }

  bool run_until(const std::function<bool()>& enough) { return loop_->run_until(enough); }

  void finish() {
    journal_->finish();
    feed_.reset();
    predictor_->close();
  }

  /// After an interrupt: what is recorded is safe, and the model is unloaded and not killed.
  [[noreturn]] void stop() {
    journal_->finish();
    predictor_->close();
    throw_cancelled(fmt::format("interrupted; {} trials are recorded", recorded_));
  }

  std::size_t predicted() const { return recorded_; }
  std::size_t failed() const { return failed_; }
  std::size_t durable() const { return journal_->durable(); }
  const std::vector<predict::Failure>& incidents() const { return incidents_; }

 private:
  LoadImage loader() {
    const TrialSource source{run_.input.dataset, run_.domain, run_.pictures, run_.seed};
    LoadImage load = trial_loader(
        source, [this](std::size_t number) { return trials_.at(number); }, predictor_->pixels(),
        load_options(run_.input, predictor_->facts()), transforming_);
    return watched(std::move(load), run_.options.supervision);
  }

  void record(predict::Outcome outcome) {
    const std::size_t number = outcome.index;
    const Trial trial = trials_.at(number);
    outcome.index = trial.datapoint;
    if (auto fault = fault_in(outcome, run_.input)) {
      outcome.result = predict::Failure{predict::FailureKind::invalid_output, std::move(*fault)};
    }
    if (auto* prediction = std::get_if<predict::Prediction>(&outcome.result)) {
      compact_masks(*prediction);
    }
    if (outcome.failure() != nullptr) ++failed_;
    ++recorded_;
    outcome.index = number;
    journal_->append(to_record(outcome, name_of(trial, run_.input.dataset, run_.domain),
                               stamp_of(run_.input.dataset.datapoints.at(trial.datapoint).path)));
    outcome.index = trial.datapoint;
    store_(number, std::move(outcome));
  }

  void record_incident(const predict::Failure& incident) {
    incidents_.push_back(incident);
    journal_->append(to_record(incident));
  }

  const TrialRun& run_;
  const TrialList& trials_;
  CpuTime& transforming_;
  Store store_;
  WakeEvent wake_;
  Interrupts interrupts_;
  std::unique_ptr<predict::Predictor> predictor_;
  Beginning beginning_;
  std::optional<JournalWriter> journal_;
  std::optional<ImageFeed> feed_;
  std::optional<PredictLoop> loop_;
  std::size_t recorded_ = 0;
  std::size_t failed_ = 0;
  std::vector<predict::Failure> incidents_;
};

class TrialRunner::Impl {
 public:
  explicit Impl(const TrialRun& run)
      : run_(run),
        past_(run_, journal_header(run.identity)),
        progress_(told_to_supervisor(run.options)) {
    incidents_ = past_.index().incidents;
  }

  void submit(const std::vector<Trial>& trials) {
    std::vector<std::size_t> missing;
    for (const Trial& trial : trials) {
      const std::size_t number = trials_.size();
      ASSAY_CHECK(number < run_.most_trials);
      trials_.add(trial);
      if (auto outcome = past_.find(number, trial)) {
        done_.emplace(number, std::move(*outcome));
        ++resumed_;
      } else {
        missing.push_back(number);
      }
    }
    if (missing.empty()) return;
    if (!engine_) start();
    engine_->add(missing);
  }

  std::vector<predict::Outcome> collect(std::size_t count) {
    ASSAY_CHECK(collected_ + count <= trials_.size());
    const std::size_t end = collected_ + count;
    const auto complete = [&] {
      while (complete_to_ < end && done_.contains(complete_to_)) ++complete_to_;
      return complete_to_ >= end;
    };
    if (!complete()) {
      const Clock::time_point begin = Clock::now();
      if (!engine_->run_until(complete)) engine_->stop();
      seconds_ += std::chrono::duration<double>(Clock::now() - begin).count();
    }
    std::vector<predict::Outcome> outcomes;
    for (; collected_ < end; ++collected_) {
      outcomes.push_back(std::move(done_.extract(collected_).mapped()));
    }
    return outcomes;
  }

  void finish() {
    if (!engine_) return;
    engine_->finish();
    predicted_ = engine_->predicted();
    incidents_.insert(incidents_.end(), engine_->incidents().begin(), engine_->incidents().end());
    engine_.reset();
  }

  std::size_t submitted() const { return trials_.size(); }
  std::size_t predicted() const { return engine_ ? engine_->predicted() : predicted_; }
  double seconds() const { return seconds_; }
  double transform_cpu_seconds() const { return transforming_.seconds(); }
  const std::vector<predict::Failure>& incidents() const { return incidents_; }

 private:
  void start() {
    engine_ = std::make_unique<Engine>(run_, trials_, past_.index(), transforming_,
                                       [this](std::size_t number, predict::Outcome outcome) {
                                         done_.emplace(number, std::move(outcome));
                                       });
  }

  const TrialRun run_;
  TrialList trials_;
  Past past_;
  Progress progress_;
  std::size_t resumed_ = 0;                       // trials that earlier processes recorded
  std::map<std::size_t, predict::Outcome> done_;  // and not yet collected
  std::size_t complete_to_ = 0;                   // all before are done
  std::size_t collected_ = 0;
  std::size_t predicted_ = 0;
  double seconds_ = 0;
  CpuTime transforming_;
  std::vector<predict::Failure> incidents_;
  std::unique_ptr<Engine> engine_;
};

TrialRunner::TrialRunner(const TrialRun& run) : impl_(std::make_unique<Impl>(run)) {}
TrialRunner::~TrialRunner() = default;

void TrialRunner::submit(const std::vector<Trial>& trials) {
  impl_->submit(trials);
}
std::vector<predict::Outcome> TrialRunner::collect(std::size_t count) {
  return impl_->collect(count);
}
std::size_t TrialRunner::submitted() const {
  return impl_->submitted();
}
std::size_t TrialRunner::predicted() const {
  return impl_->predicted();
}
double TrialRunner::seconds() const {
  return impl_->seconds();
}
double TrialRunner::transform_cpu_seconds() const {
  return impl_->transform_cpu_seconds();
}
const std::vector<predict::Failure>& TrialRunner::incidents() const {
  return impl_->incidents();
}
void TrialRunner::finish() {
  impl_->finish();
}

}  // namespace assay::pipeline
