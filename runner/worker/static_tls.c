/* SPDX-License-Identifier: Apache-2.0
 *
 * The static libstdc++ refers to the dynamic loader's __tls_get_addr. In an executable the linker
 * turns those calls into plain offsets, so nothing calls it, but the reference alone would make the
 * loader a NEEDED library. This definition takes the reference; it is hidden, so plugins still get
 * the loader's.
 */
#include <stdlib.h>

__attribute__((visibility("hidden"))) void* __tls_get_addr(void* index);

void* __tls_get_addr(void* index) {
  (void)index;
  abort();
}
