#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All benchmarks, each beside what it is measured by. Ratios count: machines differ, and so do days.
# usage: run.sh BUILD [IMAGES]
set -euo pipefail
build=$(cd "$1" && pwd)
images=${2:-1200}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== machine: $(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2)"
echo "== start to end of a command, median of 50"
python3 "$here/start_up.py" "$build" "$build/lib/demo/inference.so"
echo "== one call, one batch through the worker and back"
"$build/bin/bench_worker_roundtrip" --benchmark_repetitions=3 --benchmark_report_aggregates_only=true
echo "== decoding"
"$build/bin/bench_decode" --benchmark_repetitions=3 --benchmark_report_aggregates_only=true

echo "== reading annotations"
python3 "$here/annotations.py" "$build"

echo "== operators beside albumentations and imagecorruptions, which are installed for it"
python3 "$here/operators/compare.py" "$build" --turns 5 ||
  echo "left out: is there a package registry?"

echo "== stress tests beside Efemarai's own loop, which is installed for it"
python3 "$here/loop/compare.py" "$build" --rounds 3 ||
  echo "left out: is there a package registry?"

echo "== whole run, $images images of 640x480, start-up excluded"
cores=$(nproc)
# One copy a core: busy cores share caches and memory, and so do those of the run.
for core in $(seq "$cores"); do
  "$build/bin/bench_pipeline_bound" "$build/lib/demo/inference.so" \
    "$here/../../plugins/demo/weights/signs.onnx" "$work/data$core" "$images" > "$work/bound$core" &
done
wait
mv "$work/data1" "$work/data"
read -r decode predict < <(awk '{ d += $1; p += $2 } END { print d / NR, p / NR }' "$work"/bound*)
mkdir "$work/repository"
cp -r "$here/../../plugins/demo/weights" "$work/repository/"
sed -e "s#data_url: images#data_url: $work/data#" \
    -e "s#annotations_url: images/instances.json#annotations_url: $work/data/instances.json#" \
    -e '/^gates:/,$d' "$here/../../plugins/demo/assay.yaml" > "$work/repository/assay.yaml"
for instances in 1 "$cores"; do
  best=0
  for round in 1 2 3; do
    rm -rf "$work/run"
    "$build/bin/assay" evaluate "$work/repository/assay.yaml" -o "$work/run" --no-progress \
      --plugin-dir "$build/lib/demo" --instances "$instances" --batch 8 > "$work/table"
    rate=$(sed -n 's/.*"datapoints_per_s": \([0-9.e+]*\),*/\1/p' "$work/run/telemetry.json")
    best=$(awk -v a="$best" -v b="$rate" 'BEGIN { print (a > b ? a : b) }')
  done
  awk -v d="$decode" -v p="$predict" -v rate="$best" -v n="$instances" -v cores="$cores" 'BEGIN {
    bound = cores / (d + p); if (n / p < bound) bound = n / p
    printf "decode %.2f ms, model %.2f ms CPU an image; %d instance(s): %.1f images/s of at most %.1f: %.2f\n",
           d * 1e3, p * 1e3, n, rate, bound, rate / bound }'
done
