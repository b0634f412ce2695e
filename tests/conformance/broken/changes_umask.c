/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>
#define BEFORE_LOAD umask(0)
#include "base.inc"
