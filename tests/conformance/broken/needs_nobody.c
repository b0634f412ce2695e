/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD nobody_defines_this()
void nobody_defines_this(void);
#include "base.inc"
