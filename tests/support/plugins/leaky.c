/* SPDX-License-Identifier: Apache-2.0 */
#include "minimal.inc"

/* Visible to others, where nothing but the descriptor should be. */
__attribute__((visibility("default"))) int leaky_counter(void);
int leaky_counter(void) {
  return 1;
}
