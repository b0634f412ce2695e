// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/definition/definition.hpp"

namespace assay::definition {

/// Throws an Error{definition} that points at data_url, annotations_url, list_url and masks_url
/// where they name no file or folder, as the format needs it, that can be read. Parsing does not do
/// it: a definition may list data sets that lie elsewhere, so that only the one in use is looked
/// for.
void check_paths(const Definition& definition, const Dataset& dataset);

}  // namespace assay::definition
