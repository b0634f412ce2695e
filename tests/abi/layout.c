/* SPDX-License-Identifier: Apache-2.0 */
#include "../../plugin_api/abi/layout_0.1.h"

typedef int unit_is_not_empty;
