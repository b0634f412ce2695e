/* SPDX-License-Identifier: Apache-2.0
 *
 * Keeps the contract: one image gives 100 MiB, of 256 that a call may give.
 */
#define BEFORE_IMAGE                                                                      \
  const assay_field_t large = {sizeof large, i, {"user.large", 10}, {NULL, 0}};           \
  const int64_t floats[1] = {25 << 20};                                                   \
  const assay_status_t room = call->host->out_alloc(sink, &large, f32, 1, floats, &data); \
  if (room != ASSAY_OK) return room
#include "base.inc"
