/* SPDX-License-Identifier: Apache-2.0 */
#define HANDLE_TYPE "Median"
#include "base.inc"
