// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/convert.hpp"

#include <system_error>

#include "core/dataset/convert/content.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/guide.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;

void bring_images(const Content& content, const fs::path& folder, Images how, Losses& losses) {
  for (const ImageContent& image : content.images) {
    const fs::path to = folder / image.name;
    std::error_code error;
    if (!fs::exists(image.path, error)) {
      losses.add("image files are not there");
      continue;
    }
    fs::create_directories(to.parent_path(), error);
    if (!error && how == Images::copy) fs::copy_file(image.path, to, error);
    if (!error && how == Images::link) fs::create_symlink(image.path, to, error);
    if (error) cannot("write", to, error);
  }
}

}  // namespace

Written write_annotations(Target to, const Content& content, const definition::Dataset& spec,
                          const fs::path& folder, Losses& losses) {
  switch (to) {
    case Target::coco:
      return write_coco(content, folder, spec.format == definition::DatasetFormat::coco, losses);
    case Target::yolo:
      return write_yolo(content, folder, losses);
    case Target::voc:
      return write_voc(content, folder, losses);
  }
  return {};
}

Converted convert(const definition::Dataset& spec, definition::ProblemType task,
                  const Options& options) {
  Draft draft(options.directory);
  const Content content = read_content(spec, task);
  const Conversion conversion{spec, task, options, content};
  check_guide(conversion);
  Losses losses;
  const Written written = write_annotations(options.to, content, spec, draft.path(), losses);
  write_guide(conversion, written, draft.path());
  if (options.images != Images::stay) {
    bring_images(content, draft.path() / images_folder(options.to), options.images, losses);
  }
  draft.publish();
  return {content.images.size(), written.objects, content.chosen_categories, losses.list()};
}

}  // namespace assay::dataset::convert
