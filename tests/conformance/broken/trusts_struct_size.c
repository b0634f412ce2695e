/* SPDX-License-Identifier: Apache-2.0
 *
 * Copies a peer's struct by its size into one of its own. */
#define BEFORE_PREDICT                     \
  do {                                     \
    struct {                               \
      assay_call_t call;                   \
      void* behind;                        \
    } own = {{0}, own_memory};             \
    copy(&own, call, call->struct_size);   \
    if (own.behind != own_memory) abort(); \
  } while (0)
static char own_memory[1];
static void copy(void* to, const void* from, unsigned long bytes) {
  volatile char* target = to;
  for (unsigned long i = 0; i < bytes && i < 40; ++i) target[i] = ((const char*)from)[i];
}
#include "base.inc"
