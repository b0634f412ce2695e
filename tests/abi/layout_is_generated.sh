#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The golden layout is what its generator writes for these headers, byte for byte.
# usage: layout_is_generated.sh PYTHON PLUGIN_API
"$1" "$2/abi/generate_layout.py" | diff -u "$2/abi/layout_0.1.h" - || {
  echo "the headers changed: raise ASSAY_ABI_MINOR if a release holds them, and generate anew" >&2
  exit 1
}
