/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#define BEFORE_IMAGE mean = NAN
#include "base.inc"
