#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `assay new` for one task, built against the installed part for authors: it must check out at once.
# usage: build_template.sh BUILD CMAKE COMPILER TASK PYTHON
set -eu
build=$1 cmake=$2 compiler=$3 task=$4 python=$5
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --component dev --prefix "$work/prefix" >/dev/null
"$build/bin/assay" new "$work/my model" --task "$task"
# A template is what everyone copies: not even a warning.
echo "rules: {probe.leak: error, probe.predict: error, elf.bind-now: error, elf.relro: error, layout.unknown: error}" >"$work/strict.yaml"
cd "$work/my model"
"$cmake" -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror"
"$cmake" --build build
"$build/bin/assay" abi-check lib/inference.so --definition assay.yaml --policy ../strict.yaml
"$build/bin/assay" check assay.yaml --runtime --batch 2
if "$build/bin/assay" new . 2>/dev/null; then
  echo "it wrote over what was there"
  exit 1
fi
"$python" "$here/template_suggestion.py" "$build/bin/assay" "$task"
