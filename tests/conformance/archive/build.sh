#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the plugins that a release of the contract is remembered by, into a folder named after it.
# Run once, at the release; what it made is never built again: conformance.skew runs it under every
# later host. x86-64, on the oldest system that is supported.
# usage: build.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
number() { sed -n "s/^#define $1 \([0-9]*\)u.*/\1/p" "$root/plugin_api/include/assay/abi/base.h"; }
folder=$here/$(number ASSAY_ABI_MAJOR).$(number ASSAY_ABI_MINOR)
if [ -e "$folder" ]; then
  echo "$folder is there: what was archived stays as it is" >&2
  exit 1
fi
mkdir "$folder"
flags="-O2 -s -shared -fPIC -fvisibility=hidden -I$root/plugin_api/include"
link="-Wl,--version-script=$root/sdk/cmake/assay_plugin.version -Wl,--exclude-libs,ALL
  -Wl,-z,defs,-z,now,-z,relro,-z,noexecstack,-z,nodelete"
gcc -std=c99 $flags $link "$root"/plugins/reference/*.c -o "$folder/reference_c.so"
g++ -std=c++17 $flags -I"$root/sdk/include" $link "$here/detector.cpp" -o "$folder/detector_cpp.so"
