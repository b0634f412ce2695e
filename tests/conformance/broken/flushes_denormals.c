/* SPDX-License-Identifier: Apache-2.0 */
#include <xmmintrin.h>
#define BEFORE_PREDICT _mm_setcsr(_mm_getcsr() | 0x8040)
#include "base.inc"
