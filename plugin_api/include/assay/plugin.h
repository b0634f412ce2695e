/* SPDX-License-Identifier: Apache-2.0
 *
 * The whole plugin contract. A plugin written in C or bound from another language needs only this;
 * C++ authors will want assay/sdk.hpp, which turns ordinary functions into entries.
 *
 * Including it leaves a note in the library that says how the contract was laid out, for
 * `assay abi-check` (assay/abi/layout_note.h).
 */
#ifndef ASSAY_PLUGIN_H
#define ASSAY_PLUGIN_H

#include <assay/abi/base.h>        /* IWYU pragma: export */
#include <assay/abi/datapoint.h>   /* IWYU pragma: export */
#include <assay/abi/entry.h>       /* IWYU pragma: export */
#include <assay/abi/host.h>        /* IWYU pragma: export */
#include <assay/abi/layout_note.h> /* IWYU pragma: export */
#include <assay/abi/plugin.h>      /* IWYU pragma: export */
#include <assay/abi/tensor.h>      /* IWYU pragma: export */
#include <assay/abi/value.h>       /* IWYU pragma: export */

#endif
