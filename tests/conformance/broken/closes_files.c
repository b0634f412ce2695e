/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>
#define BEFORE_PREDICT \
  for (int file = 3; file < 4096; ++file) close(file)
#include "base.inc"
