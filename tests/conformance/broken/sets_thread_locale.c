/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <locale.h>
#define BEFORE_LOAD uselocale(newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0))
#include "base.inc"
