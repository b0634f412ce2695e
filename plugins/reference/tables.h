/* SPDX-License-Identifier: Apache-2.0
 *
 * The functions of reference.c that tables.c offers to the host. */
#ifndef ASSAY_REFERENCE_TABLES_H
#define ASSAY_REFERENCE_TABLES_H

#include <assay/plugin.h>

assay_status_t reference_load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              void** model, assay_error_t* error);
void reference_unload(void* model);
/* boxes, scores, classes */
assay_status_t reference_predict(const assay_call_t* call, const assay_value_t* args,
                                 uint32_t n_args, assay_sink_t* sink, assay_error_t* error);
/* probabilities */
assay_status_t reference_classify(const assay_call_t* call, const assay_value_t* args,
                                  uint32_t n_args, assay_sink_t* sink, assay_error_t* error);

#endif
