#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Evaluates one definition of this folder; its gates decide. A script may write data for it first
# (SCRIPT SHARED_DATA OUT), which the definition finds as ASSAY_PREPARED.
# usage: evaluate.sh BUILD DEFINITION SHARED_DATA [SCRIPT]
set -eu
if [ ! -d "$3" ]; then
  echo "skipped: needs $3, which is not here"
  exit 77
fi
ASSAY_SHARED_DATA=$(cd "$3" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
ASSAY_PREPARED=$out/prepared
export ASSAY_SHARED_DATA ASSAY_PREPARED
if [ $# -gt 3 ]; then python3 "$4" "$ASSAY_SHARED_DATA" "$ASSAY_PREPARED"; fi
"$1/bin/assay" evaluate "$2" --plugin-dir "$1/lib" --no-progress -o "$out/run"
