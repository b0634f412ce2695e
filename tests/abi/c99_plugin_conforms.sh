#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# plugins/reference is strict C99, and conforms when it is built without CMake.
# usage: c99_plugin_conforms.sh COMPILER SOURCE ASSAY
set -eu
compiler=$1 source=$2 assay=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$compiler" -std=c99 -pedantic -Wall -Wextra -Werror -O1 -fPIC -fvisibility=hidden -shared \
  -I"$source/plugin_api/include" "$source/plugins/reference/reference.c" \
  "$source/plugins/reference/tables.c" -o "$folder/reference.so" \
  -Wl,-z,defs -Wl,-z,now -Wl,-z,relro -Wl,-z,noexecstack -Wl,-z,nodelete -Wl,--exclude-libs,ALL \
  -Wl,--version-script="$source/sdk/cmake/assay_plugin.version"
"$assay" abi-check "$folder/reference.so"
