/* SPDX-License-Identifier: Apache-2.0
 *
 * A message as the probe sends them, about a rule that nobody knows, to whatever is open.
 */
#include <assay/plugin.h>
#include <string.h>
#include <unistd.h>

static void speak(void) {
  struct {
    uint32_t magic, type; /* core/plugin/wire: probe_finding */
    uint64_t sequence, total;
    char payload[16];
  } packet = {0x41570003, 13, 0, 16, "\4\0\0\0rule\4\0\0\0seen"};
  for (int file = 3; file < 4096; ++file) (void)!write(file, &packet, sizeof packet);
}

#define BEFORE_PREDICT speak()
#include "base.inc"
