/* SPDX-License-Identifier: Apache-2.0
 *
 * Says that calls may overlap, and keeps what belongs to a call in a global. */
#define THREADING ASSAY_THREADING_FREE
#define BEFORE_IMAGE                      \
  do {                                    \
    latest = mean;                        \
    callers += 1;                         \
    pause_for_others();                   \
    mean = latest + (float)(callers - 1); \
    callers -= 1;                         \
  } while (0)
#include <stdatomic.h>
#include <unistd.h>
static float latest;
static atomic_int callers;
static void pause_for_others(void) {
  usleep(2000);
}
#include "base.inc"
