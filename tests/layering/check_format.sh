#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every C and C++ file that git knows, but for the generated ones, is as clang-format leaves it.
# usage: check_format.sh ROOT
set -eu
cd "$1"
if ! command -v clang-format >/dev/null || ! git rev-parse --git-dir >/dev/null 2>&1; then
  echo "SKIPPED: needs clang-format and a git checkout"
  exit 77
fi
git ls-files -z '*.c' '*.h' '*.cpp' '*.hpp' ':!plugin_api/abi/*' |
  xargs -0 clang-format --dry-run -Werror
