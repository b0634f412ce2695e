/* SPDX-License-Identifier: Apache-2.0 */
#define ON_REFUSAL (void)status
#include "base.inc"
