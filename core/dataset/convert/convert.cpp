// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/error.hpp"
#include "core/dataset/convert/content.hpp"
#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;
using definition::ProblemType;

constexpr const char* kList = "images.txt";

/// In quotes as JSON, which is YAML too; definitions take a lone '$' for a variable.
std::string json_text(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return nlohmann::json(doubled).dump();
}

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

bool has_space(const Content& content) {
  return std::any_of(content.images.begin(), content.images.end(), [](const ImageContent& image) {
    return image.name.find_first_of(" \t\r\n") != std::string::npos;
  });
}

/// What the folder of a format is made of.
struct Layout {
  const char* format;
  const char* annotations;
  const char* images;  // where copies and links go
};

Layout layout_of(Target to) {
  switch (to) {
    case Target::coco:
      return {"COCO", "instances.json", "images"};
    case Target::yolo:
      return {"YOLO", "labels", "images"};
    case Target::voc:
      return {"VOC", "Annotations", "JPEGImages"};
  }
  return {};
}

/// Writes what a data set is found by: lists of images, and definitions.
class Guide {
 public:
  Guide(const definition::Dataset& spec, ProblemType task, const Options& options,
        const Content& content, const fs::path& folder)
      : spec_(spec),
        task_(task),
        options_(options),
        content_(content),
        folder_(folder),
        layout_(layout_of(options.to)),
        has_list_(options.to != Target::coco && !has_space(content)) {
    if (options.to == Target::coco || has_list_ || options.images != Images::stay) return;
    throw Error(ErrorKind::dataset,
                "names of images have white space, which a list of images cannot hold; give "
                "--copy-images or --link-images, so that no list is needed");
  }

  void write(const Written& written) {
    write_text(folder_ / "assay.yaml", definition_text(task_of(written)));
    if (has_list_)
      write_text(folder_ / kList, list_of([](const auto& image) { return image.name; }));
    if (options_.to == Target::yolo) write_text(folder_ / "data.yaml", yolo_text());
    if (options_.to != Target::voc) return;
    const std::string set = spec_.stage.empty() ? "test" : spec_.stage;
    write_text(folder_ / "ImageSets" / "Main" / (set + ".txt"), list_of([](const auto& image) {
                 return fs::path(image.name).replace_extension().string();
               }));
  }

 private:
  template <class Name>
  std::string list_of(Name name_of) const {
    std::string text;
    for (const ImageContent& image : content_.images) text += name_of(image) + "\n";
    return text;
  }

  std::string images_folder() const {
    return options_.images == Images::stay ? spec_.images.string() : layout_.images;
  }

  std::string category_list() const {
    std::string text;
    for (const Category& category : content_.dataset.categories) {
      text += (text.empty() ? "" : ", ") + json_text(category.name);
    }
    return "[" + text + "]";
  }

  /// The definition's own task where the files have all that it needs.
  ProblemType task_of(const Written& written) const {
    const bool keeps = task_ == ProblemType::keypoints
                           ? options_.to == Target::coco
                           : task_ == ProblemType::instance_segmentation && written.outlined;
    return keeps ? task_ : ProblemType::object_detection;
  }

  std::string definition_text(ProblemType task) const {
    std::string text = fmt::format(
        "# Written by assay dataset convert: check it with `assay dataset check`, and copy the "
        "data\n# set to the definition of a model.\nproject: {{name: {}, problem_type: {}}}\n"
        "datasets:\n  - name: {}\n    format: {}\n    stage: {}\n    data_url: {}\n"
        "    annotations_url: {}\n",
        json_text(spec_.name), definition::name_of(task), json_text(spec_.name), layout_.format,
        spec_.stage.empty() ? "test" : spec_.stage, json_text(images_folder()),
        layout_.annotations);
    if (has_list_) text += fmt::format("    list_url: {}\n", kList);
    if (options_.to != Target::coco) text += "    categories: " + category_list() + "\n";
    if (spec_.exif == definition::Exif::ignore) text += "    exif: ignore\n";
    return text;
  }

  /// What Ultralytics' tools read.
  std::string yolo_text() const {
    std::string text = "path: .\ntrain: images\nval: images\nnames:\n";
    for (std::size_t i = 0; i < content_.dataset.categories.size(); ++i) {
      text +=
          fmt::format("  {}: {}\n", i, nlohmann::json(content_.dataset.categories[i].name).dump());
    }
    return text;
  }

  const definition::Dataset& spec_;
  ProblemType task_;
  const Options& options_;
  const Content& content_;
  const fs::path& folder_;
  Layout layout_;
  bool has_list_;
};

Written write_annotations(const Content& content, const definition::Dataset& spec, Target to,
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

}  // namespace

Converted convert(const definition::Dataset& spec, ProblemType task, const Options& options) {
  Draft draft(options.directory);
  const Content content = read_content(spec, task);
  Losses losses;
  Guide guide(spec, task, options, content, draft.path());
  Converted converted;
  converted.images = content.images.size();
  converted.categories = content.dataset.categories.size();
  const Written written = write_annotations(content, spec, options.to, draft.path(), losses);
  converted.objects = written.objects;
  guide.write(written);
  if (options.images != Images::stay) {
    bring_images(content, draft.path() / layout_of(options.to).images, options.images, losses);
  }
  draft.publish();
  converted.losses = losses.list();
  return converted;
}

}  // namespace assay::dataset::convert
