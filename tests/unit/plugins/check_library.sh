#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A plugin exports its descriptor and nothing else, as constant data; it looks for libraries beside
# itself at most; with "no_constructors" also: it runs nothing when it is loaded.
# usage: check_library.sh PLUGIN [no_constructors]
set -eu
export LC_ALL=C
fail() {
  echo "$1" >&2
  exit 1
}

exports=$(nm -D --defined-only "$1" | awk '{print $NF}')
[ "$exports" = assay_plugin_v1 ] || fail "exports: $exports"

section=$(readelf -sW "$1" | awk '$8 == "assay_plugin_v1" {print $7; exit}')
name=$(readelf -SW "$1" | sed -n "s/^ *\[ *$section\] *\([^ ]*\).*/\1/p")
[ "$name" = .data.rel.ro ] || fail "the descriptor lies in $name"

readelf -dW "$1" | grep -q '(RPATH)' && fail "has an RPATH"
run=$(readelf -dW "$1" | sed -n 's/.*(RUNPATH).*\[\(.*\)\]/\1/p')
case "$run" in '' | '$ORIGIN') ;; *) fail "RUNPATH is $run" ;; esac
readelf -dW "$1" | grep -q NOW || fail "is not bound when loaded"
readelf -dW "$1" | grep -q NODELETE || fail "could be unloaded"
readelf -lW "$1" | grep GNU_STACK | grep -q RWE && fail "has an executable stack"

# One slot is the compiler's own (frame_dummy).
if [ "${2:-}" = no_constructors ]; then
  bytes=$(readelf -SW "$1" | sed 's/^ *\[ *[0-9]*\]//' | awk '$1 == ".init_array" {print $5}')
  [ "$bytes" = 000008 ] || fail "runs code when loaded: .init_array has 0x$bytes bytes"
fi
echo "$1: well-formed"
