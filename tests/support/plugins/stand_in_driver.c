/* SPDX-License-Identifier: Apache-2.0
 *
 * Bears the name of the CUDA driver, and does nothing: for tests on machines without a GPU. */
typedef int unit_is_not_empty;
