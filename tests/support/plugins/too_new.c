/* SPDX-License-Identifier: Apache-2.0 */
#define MINIMAL_HOST_MINOR 900
#include "minimal.inc"
