#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""CPU time of operators beside albumentations 1.3.1 (which Efemarai needs), the newest 2.x and
imagecorruptions, each with the boxes of five objects, on one thread, on the same image.

Peers are installed into throw-away environments. All take turns, so that a noisy machine hits all
alike; figures are medians of turns, and ratios say how many times as fast ours is.

usage: compare.py BUILD [--image FILE] [--turns N] [--json FILE] [--environments FOLDER] [NAME...]
"""
import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from peers import CORRUPTIONS, ROWS

HERE = pathlib.Path(__file__).resolve().parent
SCENES = HERE.parents[2] / "plugins/demo/images"
SIZE = (640, 480)
REPEATS = 5  # calls of a turn
# imagecorruptions asks for another build of OpenCV; it runs with this one.
PACKAGES = {
    "v1": [["albumentations==1.3.1", "numpy==1.26.4", "opencv-python-headless==4.11.0.86",
            "scikit-image==0.22.0", "scipy==1.11.4", "qudida==0.0.4", "pillow", "setuptools<81"],
           ["--no-deps", "imagecorruptions==1.1.2"]],
    "v2": [["albumentations>=2,<3"]],
}
# Writes the image for all of us: a mosaic of the demo's scenes unless there is a file.
WRITE_IMAGE = """
import sys, cv2, numpy as np
out, width, height, files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
tiles = [cv2.imread(file) for file in files]
image = tiles[0]
if len(tiles) > 1:
    tiles = [cv2.resize(tile, (width // 4, height // 3)) for tile in tiles]
    image = np.vstack([np.hstack(tiles[4 * i:4 * i + 4]) for i in range(3)])
image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
cv2.imwrite(out + ".png", image)
image[:, :, ::-1].tofile(out + ".rgb")
"""


def install(folder, peer):
    """The Python of an environment with the peer."""
    python = folder / peer / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / peer], check=True)
        for packages in PACKAGES[peer]:
            subprocess.run([python, "-m", "pip", "install", "--quiet",
                            "--disable-pip-version-check", *packages], check=True)
    return python


class Worker:
    """A process that is asked by lines and answers by lines."""

    def __init__(self, command):
        threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                                          "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")}
        self.process = subprocess.Popen(
            [str(word) for word in command], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **threads, "NO_ALBUMENTATIONS_UPDATE": "1"})

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[0]} ended")
        return line.strip()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def take_turns(workers, questions, turns):
    """Median milliseconds by worker, and what it said instead where it failed."""
    times = {name: [] for name in questions}
    faults = {}
    for _ in range(turns):
        for name, question in questions.items():
            if name in faults:
                continue
            answer = workers[name].ask(question)
            try:
                times[name].append(json.loads(answer)["ms"] if name == "ours" else float(answer))
            except ValueError:
                faults[name] = answer
    return {name: statistics.median(list_) for name, list_ in times.items() if list_}, faults


def geometric_mean(ratios):
    return math.exp(statistics.fmean(math.log(ratio) for ratio in ratios)) if ratios else None


def shown(value, pattern):
    return pattern.format(value) if value is not None else "-"


def print_row(one):
    cells = [shown(one.get("ours"), "{:9.3f}")]
    for peer in ("v1", "v2", "imagecorruptions"):
        if peer in one["asked"]:
            cells += [f"{shown(one.get(peer), '{:.3f}'):>9}",
                      f"{shown(ratio(one, peer), '{:.2f}x'):>8}"]
    print(f"{one['operator']:<20}" + " ".join(cells) + "  " + one["note"], flush=True)


def ratio(one, peer):
    return one[peer] / one["ours"] if peer in one else None


def compare(workers, names, turns):
    results = []
    print(f"{'operator':<20}{'ours ms':>9} {'1.3.1 ms':>9} {'ratio':>8} {'2.x ms':>9} {'ratio':>8}")
    for row in ROWS:
        if names and row.name not in names:
            continue
        questions = {"ours": f"{row.name} {row.ours}"}
        questions.update({peer: row.name for peer in ("v1", "v2") if getattr(row, peer)})
        times, faults = take_turns(workers, questions, turns)
        note = "same OpenCV call" if row.same else ""
        note += "".join(f" {peer}: {fault}" for peer, fault in faults.items())
        results.append({"operator": row.name, "asked": ["v1", "v2"], "note": note.strip(),
                        "same": row.same, "hard": row.hard, **times})
        print_row(results[-1])
    return results


def compare_corruptions(workers, names, turns):
    results = []
    print(f"\n{'severity 3':<20}{'ours ms':>9} {'theirs ms':>9} {'ratio':>8}  (imagecorruptions)")
    for name in CORRUPTIONS:
        if names and name not in names:
            continue
        times, faults = take_turns(workers, {"ours": f"{name} severity=3", "v1": name}, turns)
        if "v1" in times:
            times["imagecorruptions"] = times.pop("v1")
        results.append({"operator": name, "asked": ["imagecorruptions"],
                        "note": faults.get("v1", ""), **times})
        print_row(results[-1])
    return results


def summary(results, corruptions):
    """Everything at once: the goals, and what misses them."""
    figures = {}
    for peer, title in (("v1", "1.3.1"), ("v2", "2.x")):
        ratios = {one["operator"]: ratio(one, peer) for one in results if peer in one}
        figures[f"geometric_mean_{peer}"] = mean = geometric_mean(ratios.values())
        if mean:
            print(f"\nover {title}: {mean:.2f} times as fast in the geometric mean of "
                  f"{len(ratios)}; slower: {listed({k: v for k, v in ratios.items() if v < 1})}")
        missing = [one["operator"] for one in results if peer not in one]
        if missing:
            print(f"without a figure of {title}: {', '.join(missing)}")
    hard = {one["operator"]: ratio(one, "v1") for one in results if one["hard"] and "v1" in one}
    figures["geometric_mean_hard"] = mean = geometric_mean(hard.values())
    if mean:
        print(f"noise, blur and distortion over 1.3.1: {mean:.2f} times as fast in the geometric "
              f"mean of {len(hard)}; less than 5 times: "
              f"{listed({k: v for k, v in hard.items() if v < 5})}")
    missed = {one["operator"]: min(ratio(one, peer) for peer in ("v1", "v2") if peer in one)
              for one in results if one["same"]}
    print(f"same call: {listed(missed)}")
    both = [one for one in corruptions if "imagecorruptions" in one]
    if both:
        ratios = {one["operator"]: ratio(one, "imagecorruptions") for one in both}
        figures["all_corruptions"] = sums(both)
        # Its glass_blur is a loop in Python over all pixels.
        figures["all_but_glass_blur"] = sums(
            [one for one in both if one["operator"] != "glass_blur"])
        print(f"less than 5 times as fast as imagecorruptions: "
              f"{listed({name: one for name, one in ratios.items() if one < 5})}; geometric mean "
              f"{geometric_mean(ratios.values()):.1f}")
    return figures


def sums(corruptions):
    ours, theirs = (sum(one[who] for one in corruptions) for who in ("ours", "imagecorruptions"))
    if ours:
        print(f"imagecorruptions, {len(corruptions)} at severity 3: {theirs:.1f} ms, ours "
              f"{ours:.1f} ms: {theirs / ours:.1f} times as fast")
    return {"ours_ms": ours, "theirs_ms": theirs}


def listed(ratios):
    return ", ".join(f"{name} {ratio:.2f}x" for name, ratio in sorted(
        ratios.items(), key=lambda item: item[1])) or "none"


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--image", help="default: a mosaic of the demo's scenes")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--json")
    parser.add_argument("--environments", help="a folder to keep the peers in for the next time")
    return parser.parse_intermixed_args()


def main():
    arguments = parse()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.environments or temporary)
        pythons = {peer: install(folder, peer) for peer in PACKAGES}
        image = pathlib.Path(temporary) / "image"
        files = [arguments.image] if arguments.image else sorted(SCENES.glob("*.jpg"))[:12]
        subprocess.run([pythons["v1"], "-c", WRITE_IMAGE, image, *map(str, SIZE), *files],
                       check=True)
        workers = {"ours": Worker([arguments.build / "bin/bench_operators", f"{image}.rgb",
                                   *SIZE, REPEATS, "-"])}
        versions = {}
        for peer, python in pythons.items():
            workers[peer] = Worker([python, HERE / "peers.py", peer, f"{image}.png", REPEATS])
            packages = subprocess.run(
                [python, "-c", "from importlib.metadata import version as v\n"
                 "print('albumentations', v('albumentations'), 'numpy', v('numpy'))"],
                check=True, capture_output=True, text=True).stdout.strip()
            versions[peer] = f"{packages}, {workers[peer].read()}"
            print(f"{peer}: {versions[peer]}")
        results = compare(workers, arguments.names, arguments.turns)
        corruptions = compare_corruptions(workers, arguments.names, arguments.turns)
        figures = summary(results, corruptions)
        for worker in workers.values():
            worker.close()
    if arguments.json:
        with open(arguments.json, "w") as out:
            json.dump({"versions": versions, "operators": results, "corruptions": corruptions,
                       **figures}, out, indent=1)


if __name__ == "__main__":
    main()
