/* SPDX-License-Identifier: Apache-2.0
 *
 * For debug information: a type that takes few lines here, and gigabytes when it is written out.
 */
#define TWICE(name, function) \
  __extension__ extern void (*name)(__typeof__(function), __typeof__(function))
#define FOUR(name, function) \
  TWICE(name##1, function);  \
  TWICE(name##2, name##1);   \
  TWICE(name##3, name##2);   \
  TWICE(name##4, name##3)

extern void (*once)(int);
FOUR(a, once);
FOUR(b, a4);
FOUR(c, b4);
FOUR(d, c4);
FOUR(e, d4);
FOUR(f, e4);
FOUR(g, f4);
struct assay_doubled {
  __typeof__(g4) function;
};
const struct assay_doubled doubled = {0};
