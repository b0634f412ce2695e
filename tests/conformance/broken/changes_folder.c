/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>
#define BEFORE_LOAD \
  if (chdir("/") != 0) abort()
#include "base.inc"
