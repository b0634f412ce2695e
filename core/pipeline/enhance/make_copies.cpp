// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/make_copies.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/write_plain.hpp"
#include "core/image/encode.hpp"
#include "core/pipeline/enhance/companion_pictures.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/interrupts.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/stress/annotation/label_objects.hpp"
#include "core/stress/annotation/objects_of.hpp"
#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {
namespace {

namespace fs = std::filesystem;
namespace convert = dataset::convert;

/// All copies of one datapoint: its image is decoded once.
struct Batch {
  std::size_t datapoint = 0;
  std::vector<std::size_t> copies;
};

std::vector<Batch> batches_of(const std::vector<Copy>& copies) {
  std::map<std::size_t, Batch> batches;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    Batch& batch = batches[copies[i].datapoint];
    batch.datapoint = copies[i].datapoint;
    batch.copies.push_back(i);
  }
  std::vector<Batch> list;
  list.reserve(batches.size());
  for (auto& [datapoint, batch] : batches) list.push_back(std::move(batch));
  return list;
}

void keep_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (!error) fs::copy_file(from, to, error);
  if (error) convert::cannot("write", to, error);
}

/// Of one image, whose pixels are there.
class CopyMaker {
 public:
  CopyMaker(const SourceData& source, const MakeOptions& options, const Picture& picture)
      : source_(source), options_(options), picture_(picture) {}

  MadeCopy make(const Copy& copy, std::vector<stress::Object> objects,
                const CompanionPicture* companion) {
    MadeCopy made{picture_.size};
    const dataset::Datapoint& datapoint = source_.dataset().datapoints[copy.datapoint];
    const fs::path file = options_.directory / options_.images / copy.name;
    if (copy.is_original()) {
      keep_file(datapoint.path, file);
      if (companion != nullptr) write_companion(*companion, {}, copy);
      return made;
    }
    std::vector<std::byte> pixels(picture_.rgb.size());
    const stress::Motion motion =
        transform(*copy.domain, copy.point, {picture_.view(), datapoint.id, copy.seed, copy.draw},
                  {pixels, picture_.size, image::PixelFormat::rgb}, workspace_);
    convert::write_text(file, image::encode_png({pixels, picture_.size, image::PixelFormat::rgb}));
    if (companion != nullptr) write_companion(*companion, warps_of(motion), copy);
    made.masks_dropped = drop_unfit_masks(objects, picture_.size);
    made.objects = label_objects(objects, motion, picture_.size, {}, workspace_);
    return made;
  }

 private:
  void write_companion(const CompanionPicture& companion, const stress::WarpChain& warps,
                       const Copy& copy) {
    const fs::path file =
        fs::path(options_.directory / companion.folder() / copy.name).replace_extension(".png");
    convert::write_text(file, companion.moved(warps, workspace_));
  }

  const SourceData& source_;
  const MakeOptions& options_;
  const Picture& picture_;
  stress::Workspace workspace_;
};

/// What all threads share.
class Workshop {
 public:
  Workshop(const SourceData& source, const std::vector<Copy>& copies, const MakeOptions& options)
      : source_(source),
        copies_(copies),
        options_(options),
        pictures_(source.dataset(), decode_rules(source.spec), decode_limits(source.spec), 0) {
    made_.copies.resize(copies.size());
    if (!source.objects) return;
    objects_ = stress::objects_of(source.dataset(), source.dataset().datapoints.size());
  }

  void make(const Batch& batch) {
    std::string fault;
    try {
      make_all(batch);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::dataset) throw;
      fault = error.message();
    }
    tell(batch, fault);
  }

  MadeCopies finish() {
    for (const auto& [datapoint, why] : faults_) {
      made_.left_out.push_back({source_.dataset().datapoints[datapoint].id, why});
    }
    return std::move(made_);
  }

 private:
  /// All that can be wrong with the datapoint is found before anything is written.
  void make_all(const Batch& batch) {
    const auto picture = pictures_.get(batch.datapoint);
    const auto unfit = stress::unfit_size(picture->size);
    if (unfit) throw Error(ErrorKind::dataset, *unfit);
    const auto companion = read_companion(source_, batch.datapoint, picture->size);
    CopyMaker maker(source_, options_, *picture);
    for (const std::size_t i : batch.copies) {
      auto objects = source_.objects ? objects_[batch.datapoint] : std::vector<stress::Object>();
      made_.copies[i] = maker.make(copies_[i], std::move(objects), companion.get());
    }
  }

  void tell(const Batch& batch, const std::string& fault) {
    const std::lock_guard lock(mutex_);
    if (!fault.empty()) {
      faults_[batch.datapoint] = fault;
      failed_ += batch.copies.size();
    }
    done_ += batch.copies.size();
    if (options_.progress) options_.progress(done_, copies_.size(), failed_);
  }

  const SourceData& source_;
  const std::vector<Copy>& copies_;
  const MakeOptions& options_;
  PictureCache pictures_;
  std::vector<std::vector<stress::Object>> objects_;  // of each datapoint
  MadeCopies made_;
  std::mutex mutex_;
  std::map<std::size_t, std::string> faults_;  // by datapoint
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace

MadeCopies make_copies(const SourceData& source, const std::vector<Copy>& copies,
                       const MakeOptions& options) {
  stress::transform_on_one_thread_each();
  const std::vector<Batch> batches = batches_of(copies);
  Workshop workshop(source, copies, options);
  const WakeEvent wake;
  const Interrupts interrupts(wake);
  for_each_index(batches.size(), options.jobs, [&](std::size_t i) {
    if (interrupts.count() > 0) throw_cancelled("interrupted: nothing is kept of the data set");
    workshop.make(batches[i]);
  });
  return workshop.finish();
}

}  // namespace assay::pipeline
