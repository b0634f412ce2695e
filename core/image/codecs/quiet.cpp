// SPDX-License-Identifier: Apache-2.0
#include "core/image/codecs/quiet.hpp"

#include <iostream>
#include <opencv2/core/utils/logger.hpp>
#include <streambuf>

namespace assay::image::codecs {
namespace {

thread_local int quiet = 0;

class Filter : public std::streambuf {
 public:
  explicit Filter(std::streambuf* behind) : behind_(behind) {}

 protected:
  int_type overflow(int_type byte) override {
    if (quiet > 0 || traits_type::eq_int_type(byte, traits_type::eof())) {
      return traits_type::not_eof(byte);
    }
    return behind_->sputc(traits_type::to_char_type(byte));
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    return quiet > 0 ? count : behind_->sputn(text, count);
  }
  int sync() override { return behind_->pubsync(); }

 private:
  std::streambuf* behind_;
};

}  // namespace

void install_filter() {
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  // Never deleted: std::cerr is used until the process is gone.
  [[maybe_unused]] static auto* const filter = [] {
    auto* const made = new Filter(std::cerr.rdbuf());
    std::cerr.rdbuf(made);
    return made;
  }();
}

Quiet::Quiet() noexcept {
  ++quiet;
}
Quiet::~Quiet() {
  --quiet;
}

}  // namespace assay::image::codecs
