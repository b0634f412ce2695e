/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#define BEFORE_LOAD signal(SIGFPE, SIG_IGN)
#include "base.inc"
