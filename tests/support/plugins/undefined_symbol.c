/* SPDX-License-Identifier: Apache-2.0
 * Needs a function that no library has. */
#include "minimal.inc"

extern int function_from_nowhere(void);

__attribute__((constructor)) static void call_it(void) {
  if (function_from_nowhere() != 0) return;
}
