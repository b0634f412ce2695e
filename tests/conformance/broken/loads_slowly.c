/* SPDX-License-Identifier: Apache-2.0
 *
 * Keeps the contract: 20 loads take longer than one may.
 */
#include <time.h>

static void wait_a_little(void) {
  const struct timespec time = {0, 80000000};
  nanosleep(&time, NULL);
}

#define BEFORE_LOAD wait_a_little()
#include "base.inc"
