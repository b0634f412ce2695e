// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "core/base/error.hpp"

namespace assay::dataset {

/// The message of the Error{dataset} that `body` must end in.
template <class Body>
std::string refusal_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset) << error.report();
    return error.message();
  }
  ADD_FAILURE() << "nothing was refused";
  return "";
}

}  // namespace assay::dataset
