/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD (void)((const volatile char*)call->host)[call->host->struct_size]
#include "base.inc"
