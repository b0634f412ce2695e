/* SPDX-License-Identifier: Apache-2.0 */
#define MINIMAL_SYMBOL some_other_symbol
#include "minimal.inc"
