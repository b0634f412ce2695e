/* SPDX-License-Identifier: Apache-2.0 */
#include <assay/plugin.h>
static assay_status_t refuse(const assay_host_t* host, assay_error_t* error) {
  const assay_str_t why = {"the licence has expired", 23};
  host->set_error(error, ASSAY_E_UNSUPPORTED, why);
  return ASSAY_E_UNSUPPORTED;
}
#define INIT refuse
#include "base.inc"
