/* SPDX-License-Identifier: Apache-2.0 */
#define ON_UNLOAD abort()
#include "base.inc"
