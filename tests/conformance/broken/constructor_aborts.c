/* SPDX-License-Identifier: Apache-2.0
 *
 * Whoever runs any of it learns so. */
#include "base.inc"

__attribute__((constructor)) static void at_once(void) {
  abort();
}
