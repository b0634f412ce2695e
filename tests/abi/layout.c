/* SPDX-License-Identifier: Apache-2.0 */
#include "../../plugin_api/abi/layout_1.0.h"

typedef int unit_is_not_empty;
