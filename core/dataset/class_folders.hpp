// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Classification data where the folder an image lies in is its class. Hidden files and folders are
/// left out.
Dataset load_class_folders(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
