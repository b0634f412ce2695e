/* SPDX-License-Identifier: Apache-2.0
 *
 * An address in the code itself, which only the loader can fill in. */
#include "base.inc"

extern char in_code[];
__asm__(".text\n.globl in_code\n.hidden in_code\nin_code: .quad assay_plugin_v1\n.previous\n");
