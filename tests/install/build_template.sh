#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `assay new` for one task, built against the installed part for authors: it must check out at once.
# usage: build_template.sh BUILD CMAKE COMPILER TASK
set -eu
build=$1 cmake=$2 compiler=$3 task=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --component dev --prefix "$work/prefix" >/dev/null
"$build/bin/assay" new "$work/my model" --task "$task"
cd "$work/my model"
"$cmake" -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror"
"$cmake" --build build
"$build/bin/assay" abi-check lib/inference.so
"$build/bin/assay" check assay.yaml --runtime --batch 2
if "$build/bin/assay" new . 2>/dev/null; then
  echo "it wrote over what was there"
  exit 1
fi
