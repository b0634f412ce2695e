// SPDX-License-Identifier: Apache-2.0
#include "core/definition/other_file.hpp"

#include <system_error>

#include "core/base/file.hpp"
#include "core/definition/encoding.hpp"

namespace assay::definition {
namespace {

namespace fs = std::filesystem;

/// Runs what may end with all problems of another file as an Error.
template <class Body>
void collect(Reading& reading, Body body) {
  try {
    body();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::definition) throw;
    reading.problems.add_elsewhere(error.message());
  }
}

}  // namespace

std::shared_ptr<const Source> source_of(const OtherFilePtr& file) {
  return {file, &file->source};
}

OtherFilePtr OtherFiles::open(const fs::path& file, Mark mark, Reading& reading) {
  const auto known = files_.find(file);
  if (known != files_.end()) return known->second;
  OtherFilePtr& entry = files_[file];
  Source source{shown_name(file), ""};
  try {
    source.text = read_file(file, kLargestDefinition);
  } catch (const Error& error) {
    reading.problems.add(mark, error.message());
    return nullptr;
  }
  reading.spend(0, source.text.size(), mark);
  collect(reading, [&] {
    check_encoding(source);
    auto read = std::make_shared<OtherFile>(std::move(source));
    Problems problems(read->source);
    read->root = read_tree(read->source, read->lines, problems);
    if (!problems.empty()) throw problems.error();  // the same key twice
    entry = std::move(read);
  });
  return entry;
}

bool OtherFiles::is_definition(const fs::path& file) const {
  std::error_code absent;
  return fs::equivalent(file, directory_ / fs::path(name_).filename(), absent);
}

std::string OtherFiles::shown_name(const fs::path& file) const {
  const fs::path below = file.lexically_relative(directory_);
  if (below.empty() || *below.begin() == "..") return file.string();
  return (fs::path(name_).parent_path() / below).lexically_normal().string();
}

void read_other(const OtherFile& file, Mark mark, Reading& reading,
                const std::function<void(const Node& root, Reading& inner)>& body) {
  reading.spend(file.root->nodes, 0, mark);
  Problems problems(file.source);
  Reading inner{file.source,         file.lines,         problems,
                reading.environment, reading.nodes_left, reading.text_left};
  collect(reading, [&] {
    body(*file.root, inner);
    if (!problems.empty()) throw problems.error();
  });
  reading.nodes_left = inner.nodes_left;
  reading.text_left = inner.text_left;
}

}  // namespace assay::definition
