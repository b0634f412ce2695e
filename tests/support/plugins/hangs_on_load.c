/* SPDX-License-Identifier: Apache-2.0
 * Never comes back from being opened. */
#include <unistd.h>

#include "minimal.inc"

__attribute__((constructor)) static void wait_for_ever(void) {
  for (;;) pause();
}
