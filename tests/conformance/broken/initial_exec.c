/* SPDX-License-Identifier: Apache-2.0 */
#define BEFORE_LOAD counted += 1
static _Thread_local int counted __attribute__((tls_model("initial-exec")));
#include "base.inc"
