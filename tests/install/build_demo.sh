#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the part for authors, builds a copy of the demo against it, and runs it.
# usage: build_demo.sh BUILD SOURCE CMAKE COMPILER
set -eu
build=$1 source=$2 cmake=$3 compiler=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --component dev --prefix "$work/prefix" >/dev/null
cp -r "$source/plugins/demo" "$work/my repository"
cd "$work/my repository"
"$cmake" -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$compiler"
"$cmake" --build build
"$build/bin/assay" abi-check lib/inference.so
"$build/bin/assay" check assay.yaml --runtime
"$build/bin/assay" evaluate assay.yaml -o "$work/run" --limit 10 --no-progress
