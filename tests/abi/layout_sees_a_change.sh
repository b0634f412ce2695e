#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Changes that break plugins change the generated layout: two fields of one size swapped, a constant
# renumbered.
# usage: layout_sees_a_change.sh PYTHON PLUGIN_API
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

changes() { # changes PYTHON PLUGIN_API HEADER SED_SCRIPT
  rm -rf "$folder/include"
  cp -R "$2/include" "$folder/include"
  file="$folder/include/assay/abi/$3"
  sed -i "$4" "$file"
  if cmp -s "$file" "$2/include/assay/abi/$3"; then
    echo "the test's own change to $3 did not apply" >&2
    exit 1
  fi
  if "$1" "$2/abi/generate_layout.py" --include "$folder/include" | cmp -s - "$2/abi/layout_0.1.h"; then
    echo "not seen: $4 in $3" >&2
    exit 1
  fi
}

changes "$1" "$2" entry.h 's/uint32_t device_mask;/uint32_t swapped;/; s/uint32_t color_mask;/uint32_t device_mask;/; s/uint32_t swapped;/uint32_t color_mask;/'
changes "$1" "$2" datapoint.h 's/ASSAY_COLOR_BGR 2u/ASSAY_COLOR_BGR 7u/'
changes "$1" "$2" host.h 's/int64_t deadline_ns;/int32_t deadline_ns;/'
