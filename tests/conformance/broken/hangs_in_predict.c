/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>
#define BEFORE_PREDICT \
  for (;;) sleep(1)
#include "base.inc"
