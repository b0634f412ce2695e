// SPDX-License-Identifier: Apache-2.0
#include <assay/sdk/dlpack.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "tests/support/fake_batch.hpp"

namespace {

TEST(SdkDlpack, ShowsThePixelsOfAnImageWhereTheyLie) {
  const std::vector<std::uint8_t> pixels(2 * 16, 7);
  assay::test::FakeBatch batch;
  batch.add(2, 3, 3, pixels.data(), 16);
  const assay::Image image(*batch.images().u.images->images[0]);

  assay::DlpackView view(image);

  const DLTensor& tensor = *view.tensor();
  EXPECT_EQ(tensor.data, pixels.data());
  EXPECT_EQ(tensor.device.device_type, kDLCPU);
  EXPECT_EQ(tensor.dtype.code, kDLUInt);
  EXPECT_EQ(tensor.dtype.bits, 8);
  EXPECT_EQ(tensor.dtype.lanes, 1);
  EXPECT_EQ(std::vector<std::int64_t>(tensor.shape, tensor.shape + tensor.ndim),
            (std::vector<std::int64_t>{2, 3, 3}));
  EXPECT_EQ(std::vector<std::int64_t>(tensor.strides, tensor.strides + tensor.ndim),
            (std::vector<std::int64_t>{16, 3, 1}));
  EXPECT_EQ(tensor.byte_offset, 0u);
}

}  // namespace
