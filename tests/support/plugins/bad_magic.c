/* SPDX-License-Identifier: Apache-2.0 */
#define MINIMAL_MAGIC 0x31595342u
#include "minimal.inc"
