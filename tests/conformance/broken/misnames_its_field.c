/* SPDX-License-Identifier: Apache-2.0 */
#define FIELD_NAME "scroes"
#include "base.inc"
