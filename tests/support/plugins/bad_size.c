/* SPDX-License-Identifier: Apache-2.0 */
#define MINIMAL_STRUCT_SIZE 4096
#include "minimal.inc"
