/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#define BEFORE_LOAD \
  if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) abort()
#include "base.inc"
