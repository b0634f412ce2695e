// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// YOLO: for each image of data_url (of those that list_url names) a text file of its name below
/// annotations_url, or in the folder `labels` beside a folder `images`. A line is an object: its
/// class from 0 and cx, cy, width, height, or its class and the corners x1 y1 x2 y2 x3 y3 ... of
/// its outline; all are shares of the image's upright size, which is read from the image. An image
/// without a file, or with an empty one, has no objects. `categories` names the classes; without it
/// they are called by their numbers. For segmentation every object needs an outline.
Dataset load_yolo(const definition::Dataset& spec, definition::ProblemType task, Reading& reading);

/// The folder of its label files.
std::filesystem::path yolo_labels_folder(const definition::Dataset& spec);

}  // namespace assay::dataset
