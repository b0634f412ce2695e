/* SPDX-License-Identifier: Apache-2.0
 *
 * A choice of 8192 texts, each of them the same mebibyte: 8 GiB for who reads them all.
 */
#include <assay/plugin.h>

static const char long_text[1 << 20] = {'a'};

#define TEXT                                                                       \
  {                                                                                \
    .kind = ASSAY_KIND_STRING, .count = sizeof long_text, .u = {.str = long_text } \
  }
#define TEXTS_8 TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT
#define TEXTS_64 TEXTS_8, TEXTS_8, TEXTS_8, TEXTS_8, TEXTS_8, TEXTS_8, TEXTS_8, TEXTS_8
#define TEXTS_512 TEXTS_64, TEXTS_64, TEXTS_64, TEXTS_64, TEXTS_64, TEXTS_64, TEXTS_64, TEXTS_64
#define TEXTS_4096 \
  TEXTS_512, TEXTS_512, TEXTS_512, TEXTS_512, TEXTS_512, TEXTS_512, TEXTS_512, TEXTS_512

static const assay_value_t texts[] = {TEXTS_4096, TEXTS_4096};
static const assay_value_t list = {.kind = ASSAY_KIND_LIST, .count = 8192, .u = {.list = texts}};
#define OFFSET_CHOICES .n_choices = 1, .choices = &list
#include "base.inc"
