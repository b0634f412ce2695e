/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_IMAGE *(unsigned char*)image->pixels.data = 0
#include "base.inc"
