/* SPDX-License-Identifier: Apache-2.0 */
#define ON_REFUSAL continue
#include "base.inc"
