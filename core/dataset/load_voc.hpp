// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Pascal VOC: for each image of data_url (of those that list_url names) an XML file of its name
/// below annotations_url, also where it has no objects. Corners are pixel indices from 1, both
/// inside, as the development kit reads them: x = xmin - 1, width = xmax - xmin + 1. Objects that
/// are `difficult` need not be found.
Dataset load_voc(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
