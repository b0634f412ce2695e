/* SPDX-License-Identifier: Apache-2.0 */
#define EXTENSION any
static const void* any(const char* id) {
  return id;
}
#include "base.inc"
