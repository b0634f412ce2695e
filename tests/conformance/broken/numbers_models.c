/* SPDX-License-Identifier: Apache-2.0
 *
 * Keeps the contract: each model gives something else.
 */
#define THREADING ASSAY_THREADING_MODEL
#define MADE made->offset = numbers++
#define BEFORE_IMAGE mean = (float)model->offset / 1000.0f
#include <stdatomic.h>
static atomic_int numbers;
#include "base.inc"
