/* SPDX-License-Identifier: Apache-2.0 */
#include <fenv.h>
#define BEFORE_PREDICT fesetround(FE_UPWARD)
#include "base.inc"
