#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A plugin in C, one compiler command, with the flags that pkg-config gives.
# usage: build_with_pkg_config.sh BUILD SOURCE CMAKE COMPILER
set -eu
build=$1 source=$2 cmake=$3 compiler=$4
command -v pkg-config >/dev/null || { echo "SKIPPED: needs pkg-config"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --component dev --prefix "$work/prefix" >/dev/null
export PKG_CONFIG_PATH="$work/prefix/share/pkgconfig"
# Word splitting is what these flags are for.
# shellcheck disable=SC2046
"$compiler" -O2 $(pkg-config --cflags assay) "$source"/plugins/reference/*.c \
  -o "$work/reference.so" $(pkg-config --libs assay) -lm
"$build/bin/assay" abi-check "$work/reference.so"
