/* SPDX-License-Identifier: Apache-2.0
 *
 * Keeps the contract, but is not deterministic: two calls in a row may give the same.
 */
#define THREADING ASSAY_THREADING_FREE
#define BEFORE_IMAGE mean = (float)(calls++ / 8) / 1000.0f
#include <stdatomic.h>
static atomic_int calls;
#include "base.inc"
