/* SPDX-License-Identifier: Apache-2.0
 *
 * Says that any thread may call, and has its model in a variable of the thread. */
#define THREADING ASSAY_THREADING_SERIAL
#define BEFORE_LOAD loaded = 1
#define BEFORE_PREDICT \
  if (!loaded) abort()
static _Thread_local int loaded;
#include "base.inc"
