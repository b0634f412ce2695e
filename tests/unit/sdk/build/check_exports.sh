#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Links the two units into a plugin with the SDK as it is and, as a later release would be, with
# another name for its namespace. With the recommended flags the descriptor alone may leave either;
# without any, still nothing of the SDK's namespace (instances of std with its types may, but they
# name its version): two plugins of different SDKs share nothing.
# usage: check_exports.sh SOURCE COMPILER
set -eu
source=$1 compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here="$source/tests/unit/sdk/build"
cp -r "$source/sdk/include" "$work/other"
find "$work/other" -name '*.hpp' -exec sed -i 's/sdk_0_1/sdk_9_9/g' {} +

# link SDK FLAG...: makes plugin.so and lists what it exports
link() {
  sdk=$1
  shift
  "$compiler" -std=c++17 -O0 -fPIC -shared "$@" -I"$sdk" -I"$source/plugin_api/include" \
    -I"$source/tests/unit/sdk/stand_in" "$here/everything.cpp" "$here/everything_else.cpp" \
    -o "$work/plugin.so"
  nm -D --defined-only "$work/plugin.so" | awk '{print $NF}' >"$work/exported"
}
fail() {
  echo "$1"
  grep assay "$work/exported" | c++filt | head -20
  exit 1
}

for sdk in "$source/sdk/include" "$work/other"; do
  link "$sdk"
  grep -q '^assay_plugin_v1$' "$work/exported" || fail "$sdk: no descriptor among"
  ! grep -q '^_Z[A-Z]*5assay' "$work/exported" || fail "$sdk: its own among"
  link "$sdk" -fvisibility=hidden -Wl,--version-script="$source/sdk/cmake/assay_plugin.version"
  [ "$(cat "$work/exported")" = assay_plugin_v1 ] || fail "$sdk: not the descriptor alone but"
done
if nm "$work/plugin.so" | grep -q sdk_0_1; then
  echo "a symbol of the SDK lies outside its namespace's version"
  exit 1
fi
