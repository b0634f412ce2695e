// SPDX-License-Identifier: Apache-2.0
// Writes core/stress/operators.md, and the picture of all operators beside it.
//
// usage: operator_pages [FOLDER]: where, default core/stress of the sources. With a folder the
// picture is also written as PNG.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/image/encode.hpp"
#include "tests/support/operators/contact_sheet.hpp"
#include "tests/support/operators/operators_page.hpp"

int main(int argc, char** argv) {
  using namespace assay;
  const std::filesystem::path sources = std::filesystem::path(ASSAY_SOURCE_DIR) / "core/stress";
  const std::filesystem::path folder = argc > 1 ? std::filesystem::path(argv[1]) : sources;
  const stress::Catalogue catalogue;
  write_file_atomically(folder / "operators.md", stress::operators_page(catalogue));
  const stress::Sheet sheet = stress::draw_contact_sheet(catalogue);
  write_file_atomically(folder / "operators.jpg", jpeg_of(sheet));
  if (argc > 1) write_file_atomically(folder / "operators.png", image::encode_png(sheet.view()));
}
