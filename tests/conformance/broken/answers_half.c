/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_IMAGE \
  if (i == 1) continue
#include "base.inc"
