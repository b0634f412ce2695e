/* SPDX-License-Identifier: Apache-2.0
 *
 * Up to 3 GB, slowly enough to be stopped before. */
#include <unistd.h>
#define BEFORE_PREDICT                        \
  for (int round = 0; round < 300; ++round) { \
    memset(malloc(10 << 20), 1, 10 << 20);    \
    usleep(20000);                            \
  }
#include "base.inc"
