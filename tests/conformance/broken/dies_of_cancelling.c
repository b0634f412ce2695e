/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_PREDICT \
  if (call->host->cancelled(call)) abort()
#include "base.inc"
