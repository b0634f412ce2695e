/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD abort()
#include "base.inc"
