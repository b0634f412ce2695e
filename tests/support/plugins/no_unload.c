/* SPDX-License-Identifier: Apache-2.0 */
#define MINIMAL_HAS_UNLOAD 0
#include "minimal.inc"
