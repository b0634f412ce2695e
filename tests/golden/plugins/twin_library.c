/* SPDX-License-Identifier: Apache-2.0 */
__attribute__((visibility("default"))) int twin_answer(void);

int twin_answer(void) {
  return TWIN_ANSWER;
}
