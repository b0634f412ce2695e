#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""All searches beside one another on real networks: equal budgets, and each seed for all of them.

usage: compare_networks.py BUILD SHARED_DATA [--budget N] [--seeds N] [--seeds-of-others N]
                           [--cells NAME,...] [--searches NAME,...] [--out FILE]

Prints of each search the distinct failures for 1000 predictions and the images broken, as means
over seeds, and of the portfolio less repulsing hill climbing the mean of the differences seed by
seed with its 95 % interval (Student's t). The portfolio's shares were tuned on landscapes
(tests/support/landscape.hpp) and on yolo-fastest with `color`, `noise` and `geometric`, all with
other seeds than these; `sensor` is kept out of all tuning. Skips with 77 where the data is not
there.
"""
import argparse
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[3]
SEARCHES = ["portfolio", "repulsing", "random", "sobol", "covering", "cma-es", "tpe",
            "cross-entropy", "map-elites"]
CELLS = {  # definition, domain, severity; of severity 1 failures are rarer
    "yolo color": ("yolo_fastest", "color", 5),
    "yolo color mild": ("yolo_fastest", "color", 1),
    "yolo geometric": ("yolo_fastest", "geometric", 5),
    "yolo noise": ("yolo_fastest", "noise", 5),
    "yolo sensor (held out)": ("yolo_fastest", "sensor", 5),
    "squeezenet color": ("squeezenet_onnx", "color", 5),
}
FIRST_SEED = 11  # those before were used in tuning
T_975 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}


def run(build, cell, search, seed, budget):
    """(distinct failures for 1000 predictions, images broken)"""
    definition, domain, severity = CELLS[cell]
    folder = tempfile.mkdtemp()
    try:
        out = pathlib.Path(folder) / "run"
        subprocess.run(
            [build / "bin" / "assay", "stress",
             SOURCE / "tests" / "reference" / f"{definition}.yaml", "--domain", domain,
             "--severity", str(severity), "--search", search, "--search-only", "--budget", str(budget), "--seed", str(seed), "--plugin-dir",
             build / "lib", "--no-progress", "-o", out],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stress = json.loads((out / "summary.json").read_text())["stress"]
        made = stress["predictions"] - stress["datapoints_at_stake"]
        return 1000 * stress["distinct_failures"] / made, stress["datapoints_broken"]
    finally:
        shutil.rmtree(folder)


def interval(differences):
    mean = statistics.mean(differences)
    if len(differences) < 2:
        return mean, math.nan, math.nan
    half = (T_975.get(len(differences) - 1, 2.2) * statistics.stdev(differences) /
            math.sqrt(len(differences)))
    return mean, mean - half, mean + half


def difference(label, ours, theirs, say):
    mean, low, high = interval([a - b for a, b in zip(ours, theirs)])
    ratio = statistics.mean(ours) / max(statistics.mean(theirs), 1e-9)
    say(f"  portfolio less repulsing, {label}: {mean:+.1f} ({low:+.1f} to {high:+.1f}), "
        f"ratio {ratio:.2f}")


def compare(cell, options, say):
    say(f"{cell}: {options.budget} predictions")
    found = {}
    for search in options.searches:
        paired = search in ("portfolio", "repulsing")
        seeds = options.seeds if paired else options.seeds_of_others
        found[search] = [run(options.build, cell, search, seed, options.budget)
                         for seed in range(FIRST_SEED, FIRST_SEED + seeds)]
        failures = [one[0] for one in found[search]]
        broken = [one[1] for one in found[search]]
        say(f"  {search:<14} {statistics.mean(failures):8.1f} distinct failures / 1000   "
            f"{statistics.mean(broken):6.1f} images broken   ({seeds} seeds)")
    if not {"portfolio", "repulsing"} <= found.keys():
        return
    for i, label in enumerate(["distinct failures / 1000", "images broken"]):
        difference(label, [one[i] for one in found["portfolio"]],
                   [one[i] for one in found["repulsing"]], say)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--budget", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seeds-of-others", type=int, default=3)
    parser.add_argument("--cells", default=",".join(CELLS))
    parser.add_argument("--searches", type=lambda names: names.split(","), default=SEARCHES)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: needs {options.data}, which is not here")
        return 77
    options.build = options.build.resolve()
    os.environ["ASSAY_SHARED_DATA"] = str(options.data.resolve())

    def say(line):
        print(line, flush=True)
        if options.out:
            with open(options.out, "a") as file:
                file.write(line + "\n")

    for cell in options.cells.split(","):
        compare(cell, options, say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
