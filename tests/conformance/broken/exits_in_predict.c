/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT exit(3)
#include "base.inc"
