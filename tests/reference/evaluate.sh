#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Evaluates one definition of this folder; its gates decide.
# usage: evaluate.sh BUILD DEFINITION SHARED_DATA
set -eu
if [ ! -d "$3" ]; then
  echo "skipped: needs $3, which is not here"
  exit 77
fi
ASSAY_SHARED_DATA=$(cd "$3" && pwd)
export ASSAY_SHARED_DATA
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$1/bin/assay" evaluate "$2" --plugin-dir "$1/lib" --no-progress -o "$out/run"
