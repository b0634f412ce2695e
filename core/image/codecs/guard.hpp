// SPDX-License-Identifier: Apache-2.0
// For the codec module's own files: how an outcome becomes a Reply, and nothing is thrown over the
// border.
#pragma once

#include <algorithm>
#include <exception>
#include <new>
#include <opencv2/core.hpp>
#include <string_view>

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

/// A reply with a cause, cut where it is longer than there is room for.
inline Reply reply_with(Status status, std::string_view cause) {
  Reply reply{status, {}, {}};
  const std::size_t count = std::min(cause.size(), reply.cause.size() - 1);
  std::copy_n(cause.begin(), count, reply.cause.begin());
  return reply;
}

/// Every function of the table runs in this.
template <class Body>
Reply guarded(Body&& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return {Status::no_memory, {}, {}};
  } catch (const cv::Exception& error) {
    return reply_with(Status::failed, error.err);
  } catch (const std::exception& error) {
    return reply_with(Status::failed, error.what());
  } catch (...) {
    return reply_with(Status::failed, "an exception of an unknown type");
  }
}

}  // namespace assay::image::codecs
