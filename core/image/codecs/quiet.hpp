// SPDX-License-Identifier: Apache-2.0
// For the codec module's own files: what OpenCV's decoders say on stderr, which is the user's.
#pragma once

namespace assay::image::codecs {

/// Turns OpenCV's log off, and puts a filter into std::cerr. Once, before the others here.
void install_filter();

/// While one lives, what this thread writes to std::cerr is thrown away: OpenCV's imdecode() says
/// there what it caught, without the name of the file.
class Quiet {
 public:
  Quiet() noexcept;
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

}  // namespace assay::image::codecs
