// SPDX-License-Identifier: Apache-2.0
// Any bytes are a data set or an Error{dataset}; whatever a run refuses, the linter calls an error.
// The first byte says whose file the rest is: COCO instances, COCO keypoints, COCO panoptic, VOC,
// YOLO, a CSV table, a label list, a manifest line, a PNG of labels, a regression table.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/dataset/dataset.hpp"
#include "core/dataset/label_map.hpp"
#include "core/dataset/lint/lint.hpp"
#include "core/dataset/truth_fit.hpp"

namespace {

namespace fs = std::filesystem;
using assay::definition::DatasetFormat;
using assay::definition::ProblemType;

/// A black grey PNG of one pixel: what all formats name as a.png.
constexpr std::string_view kPixel(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9c"
    "c`\0\0\0\x02\0\1H\xaf\xa4q\0\0\0\0IEND\xae"
    "B`\x82",
    67);

struct Reader {
  DatasetFormat format;
  ProblemType task;
  const char* file;         // below the folder: what the bytes are written to
  const char* annotations;  // what the data set names
  bool has_categories = false;
};

constexpr Reader kReaders[] = {
    {DatasetFormat::coco, ProblemType::instance_segmentation, "gt.json", "gt.json"},
    {DatasetFormat::coco, ProblemType::keypoints, "gt.json", "gt.json"},
    {DatasetFormat::coco, ProblemType::semantic_segmentation, "gt.json", "gt.json"},
    {DatasetFormat::voc, ProblemType::object_detection, "targets/a.xml", "targets"},
    {DatasetFormat::yolo, ProblemType::object_detection, "targets/a.txt", "targets", true},
    {DatasetFormat::imagenet, ProblemType::classification, "gt.csv", "gt.csv"},
    {DatasetFormat::imagenet, ProblemType::classification, "gt.txt", "gt.txt", true},
    {DatasetFormat::custom, ProblemType::instance_segmentation, "gt.jsonl", "gt.jsonl", true},
    {DatasetFormat::label_maps, ProblemType::semantic_segmentation, "targets/a.png", "targets",
     true},
    {DatasetFormat::image_regression, ProblemType::image_regression, "gt.csv", "gt.csv"},
};

void write(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// In memory where there is a file system for it.
fs::path make_folder() {
  const fs::path parent = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
  const fs::path folder = parent / ("assay-fuzz-" + std::to_string(::getpid()));
  write(folder / "images/a.png", kPixel);
  write(folder / "gt/a.png", kPixel);
  static const fs::path kept = folder;
  std::atexit([] {
    std::error_code ignored;
    fs::remove_all(kept, ignored);
  });
  return folder;
}

/// Whether a run takes the data set.
bool loads(const assay::definition::Dataset& spec, ProblemType task) {
  try {
    const auto dataset = assay::dataset::load_dataset(spec, task);
    for (std::size_t i = 0; i < dataset.datapoints.size(); ++i) {
      if (has_label_maps(dataset)) (void)read_label_map(dataset, i);
    }
    return !assay::dataset::unfit_truth(task, dataset);
  } catch (const assay::Error& error) {
    const bool explained =
        (error.kind() == assay::ErrorKind::dataset || error.kind() == assay::ErrorKind::io) &&
        !error.message().empty();
    if (!explained) std::abort();
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const fs::path kFolder = make_folder();
  const Reader& reader = kReaders[bytes[0] % std::size(kReaders)];
  write(kFolder / reader.file, {reinterpret_cast<const char*>(bytes) + 1, size - 1});
  assay::definition::Dataset spec;
  spec.name = "fuzz";
  spec.format = reader.format;
  spec.images = kFolder / "images";
  spec.annotations = kFolder / reader.annotations;
  if (reader.has_categories) spec.categories.names = {"cat", "dog"};

  const bool taken = loads(spec, reader.task);
  const auto report = assay::dataset::lint::check(spec, reader.task, {.decode_images = false});

  if (!taken && report.findings.errors() == 0) {
    std::fputs("refused, but the linter finds no error\n", stderr);
    std::abort();
  }
  fs::remove(kFolder / reader.file);
  return 0;
}
