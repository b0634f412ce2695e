/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>
#define BEFORE_LOAD close(1)
#include "base.inc"
