// SPDX-License-Identifier: Apache-2.0
// Data sets of images whose targets are images, found by their names.
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// For each image of data_url the PNG below annotations_url that has the class of each pixel
/// (companion.hpp says how it is found). `categories` names the labels 0, 1, ...; without it the
/// labels that occur in the files are the categories, named by their numbers.
Dataset load_label_maps(const definition::Dataset& spec, Reading& reading);

/// For each image of data_url the image below annotations_url that a model should return.
Dataset load_image_pairs(const definition::Dataset& spec, Reading& reading);

/// A folder of images without targets.
Dataset load_images(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
