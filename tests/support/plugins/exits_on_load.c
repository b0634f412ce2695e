/* SPDX-License-Identifier: Apache-2.0
 * Ends the process while it is being opened, with the code that means success. */
#include <stdlib.h>

#include "minimal.inc"

__attribute__((constructor)) static void leave(void) {
  exit(0);
}
