// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Classification data listed as ImageNet's val.txt does: on each line the path of an image below
/// data_url, white space, and its class index. `categories` names the indices from 0 on; without it
/// they are called by their numbers.
Dataset load_label_list(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
