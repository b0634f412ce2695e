// SPDX-License-Identifier: Apache-2.0
// What `assay inspect` shows of a plugin, for people and for programs.
#pragma once

#include <string>

#include "core/plugin/binary/inspection.hpp"

namespace assay::report {

/// `file` as the user named it.
std::string inspection_text(const plugin::binary::Inspection& inspection, const std::string& file);

/// One object: schema, file, plugin, contract, entries, elf. Keys are only ever added.
std::string inspection_json(const plugin::binary::Inspection& inspection, const std::string& file);

}  // namespace assay::report
