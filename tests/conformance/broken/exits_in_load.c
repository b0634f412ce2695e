/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD exit(0)
#include "base.inc"
