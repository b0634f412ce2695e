// SPDX-License-Identifier: Apache-2.0
// Objects of copies as the annotations of a data set of their own, for the writers of formats.
#pragma once

#include <span>

#include "core/dataset/convert/content.hpp"
#include "core/dataset/convert/convert.hpp"
#include "core/pipeline/enhance/make_copies.hpp"

namespace assay::pipeline {

/// Images and annotations are numbered from 1, categories are the source's. Annotations of images
/// as they are, and of copies that no warp moves, are exactly the source's; others are rounded to
/// thousandths of a pixel. Objects of which too little is left to be seen, so that nobody knows
/// whether a model should find them, become crowds (COCO), become difficult (VOC) or are left out
/// (YOLO): `losses` says of how many. The source has objects; copies without a made one are left
/// out.
dataset::convert::Content moved_content(const SourceData& source, std::span<const Copy> copies,
                                        const MadeCopies& made, dataset::convert::Target to,
                                        dataset::convert::Losses& losses);

}  // namespace assay::pipeline
