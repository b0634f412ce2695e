#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whole stress tests beside Efemarai's own loop: the same detector, images, domains (its files) and
number of predictions, one after the other on one core.

Its SDK is installed into a throw-away environment, with the versions that it runs with; it is not
told that there is a network. What the detector takes is measured inside of it and taken off, on
both sides. Ours has all of its process in its figures, from its start to its report, theirs nothing of
what Python imports; so there are also figures of what one more sample costs, and of both processes
from their starts.
Figures are medians of rounds; a ratio is of one round, so that a noisy machine hits both alike.

usage: compare.py BUILD [--images N] [--steps N] [--rounds N] [--json FILE]
                  [--environments FOLDER]
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# Of the SDK's own requirements those that its loop imports. Hyperactive 5 and albumentations 2 have
# other interfaces than it calls.
PACKAGES = [
    ["hyperactive==4.5.0", "gradient-free-optimizers==1.3.0", "albumentations==1.3.1",
     "numpy==1.26.4", "opencv-python-headless==4.11.0.86", "scikit-image==0.22.0",
     "scipy==1.11.4", "qudida==0.0.4", "pandas==1.5.3", "smart_open==5.2.1", "setuptools<81",
     "tqdm", "pyaml", "requests", "boto3", "appdirs", "rich", "validators", "urllib3", "click",
     "gitpython", "furl", "pillow", "pathspec", "python-slugify", "bson", "ffmpeg-python"],
    ["--no-deps", "efemarai==0.4.2"],
]
DOMAINS = {"ColorVariability": "color", "GeometricVariability": "geometric",
           "NoiseVariability": "noise"}
SEARCHES = ("portfolio", "random")
LARGER = 3  # times the budget, for what one more sample costs
WAIT_MS = 20
OVERHEAD_RUNS = 4  # times it where little is measured
# A domain that leaves images as they are, with enough points for a search.
IDENTITY = """
domains:
  - name: Identity
    transformations:
      - name: nothing
        operator: Occlusion
        axes:
          - {name: occlusion_areas, type: int, fixed: true, value: 0}
          - {name: max_height, type: float, range: [0.01, 0.5]}
          - {name: max_width, type: float, range: [0.01, 0.5]}
"""
DEFINITION = """
project: {{name: Blobs, problem_type: ObjectDetection}}
datasets:
  - {{name: drawn, format: COCO, stage: test, data_url: {images},
     annotations_url: {images}/instances.json}}
models:
  - name: blobs
    classes: [red, green, blue]
    runtime:
      device: cpu
      batch: {{max_size: 8}}
      load:
        entrypoint: bench_blobs:load
        inputs: [{{name: times, value: {times}}}, {{name: blind, value: {blind}}},
                 {{name: wait_ms, value: {wait_ms}}}]
        output: {{name: model}}
      predict:
        entrypoint: bench_blobs:predict
        inputs:
          - {{name: model, value: "${{model.runtime.load.output.model}}"}}
          - {{name: datapoints, value: "${{datapoints}}"}}
        output: {{name: predictions, keys: [boxes, classes, scores]}}
"""
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
                                     "NUMEXPR_NUM_THREADS")}


def install(folder):
    """The Python of an environment with the SDK."""
    python = folder / "efemarai/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "efemarai"], check=True)
        for packages in PACKAGES:
            subprocess.run([python, "-m", "pip", "install", "--quiet",
                            "--disable-pip-version-check", *packages], check=True)
    return python


class Theirs:
    """A process that is asked by lines and answers by lines."""

    def __init__(self, python, images, core):
        self.process = subprocess.Popen(
            [python, HERE / "efemarai_loop.py", images], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **ONE_THREAD, "NO_ALBUMENTATIONS_UPDATE": "1"},
            preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        self.facts = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("efemarai_loop.py ended")
        return json.loads(line)

    def run(self, domain, steps):
        self.process.stdin.write(f"{domain} {steps}\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    def __init__(self, build, images, work):
        self.build, self.images, self.work, self.count = build, images, work, 0

    def begin(self, domain, budget, search, cores, blind=False, wait_ms=0, instances=None):
        """Starts a stress test of a domain's file; end() waits for it."""
        self.count += 1
        folder = self.work / str(self.count)
        (folder / "times").mkdir(parents=True)
        text = DEFINITION.format(images=self.images, times=folder / "times",
                                 blind=str(blind).lower(), wait_ms=wait_ms)
        (folder / "assay.yaml").write_text(text + f"domains: [{{file: {domain}}}]\n")
        name = re.search(r"^ *- name: (\w+)$", domain.read_text(), re.MULTILINE).group(1)
        command = [self.build / "bin/assay", "stress", folder / "assay.yaml", "--domain", name,
                   "--budget", budget, "--search", search, "--search-only", "--score", "efemarai",
                   "--instances", instances or len(cores), "--jobs", len(cores), "--no-progress",
                   "--plugin-dir", self.build / "lib/bench", "-o", folder / "run"]
        begin = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: os.sched_setaffinity(0, cores))
        return process, folder, begin

    def end(self, begun):
        process, folder, begin = begun
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        if process.returncode != 0:
            raise SystemExit(f"assay stress ended with {process.returncode}: {complaint}")
        telemetry = json.loads((folder / "run/telemetry.json").read_text())
        model = [json.loads(file.read_text()) for file in (folder / "times").glob("*.json")]
        self.last = folder / "run"
        return {"samples": telemetry["predicted"], "wall_s": wall_s,
                "cpu_s": usage.ru_utime + usage.ru_stime,
                "model_cpu_s": sum(one["cpu_s"] for one in model),
                "transform_cpu_s": telemetry["transform_cpu_s"]}

    def run(self, *values, **more):
        return self.end(self.begin(*values, **more))

    def found(self, images):
        """What the last run has found in the images themselves, as efemarai_loop.py has it."""
        found = [None] * images
        with open(self.last / "journal.jsonl") as journal:
            for record in map(json.loads, journal):
                if record.get("index", images) < images:
                    fields = {one["name"]: one["data"] for one in record["fields"]}
                    boxes = [fields["boxes"][4 * i:4 * i + 4] for i in range(len(fields["scores"]))]
                    found[record["index"]] = [[box, k + 1, score] for box, k, score in zip(
                        boxes, fields["classes"], fields["scores"])]
        return found


def without_model(run):
    """Milliseconds of the CPU a sample."""
    return 1e3 * (run["cpu_s"] - run["model_cpu_s"]) / run["samples"]


def framework_ms(run):
    """Of the CPU, a sample: neither the model nor transformations."""
    return without_model(run) - 1e3 * run["transform_cpu_s"] / run["samples"]


def marginal(small, large):
    """A run of what the larger one has more."""
    return {key: large[key] - small[key] for key in small}


def from_start(run, start_cpu_s):
    """With what a process takes before it can run anything."""
    return {**run, "cpu_s": run["cpu_s"] + start_cpu_s}


def spread(values, pattern="{:.2f}"):
    """Median, least and most."""
    return " ".join([pattern.format(statistics.median(values)),
                     "(" + pattern.format(min(values)), "to", pattern.format(max(values)) + ")"])


def rate(run):
    """Samples a second by the wall, the model's time included."""
    return run["samples"] / run["wall_s"]


def cpu_ms(run):
    """Of a sample, the model's included."""
    return 1e3 * run["cpu_s"] / run["samples"]


def median_of(runs, figure):
    return statistics.median(figure(run) for run in runs)


def print_loop(name, who, runs, against=None):
    """The model's time is only in its own column and in what the clock on the wall says."""
    own = median_of(runs, without_model)
    model, transform = (median_of(runs, lambda run: 1e3 * run[key] / run["samples"])
                        for key in ("model_cpu_s", "transform_cpu_s"))
    wall = median_of(runs, rate)
    line = (f"{name:<10}{who:<18}{1e3 / own:9.1f}{own:9.3f}{transform:9.3f}"
            f"{median_of(runs, framework_ms):9.3f}{model:9.2f}{wall:9.1f}")
    if against:
        line += "   " + spread([without_model(b) / without_model(a) for a, b in zip(runs, against)])
    print(line, flush=True)


def compare_loops(theirs, ours, arguments, core):
    """Both in turn, domain by domain."""
    budget = arguments.images * (arguments.steps + 1)
    print(f"\n{'':<28}{'samples/s':>9}{'ms':>9}{'transf.':>9}{'rest':>9}{'model':>9}{'by wall':>9}"
          "   times as fast\n(of the CPU, without the model; milliseconds are of a sample; by wall: "
          "samples/s with the model)")
    results = {}
    domains = pathlib.Path(theirs.facts["domains"])
    ours.run(domains / "color.yaml", arguments.images + 1, SEARCHES[0], {core})
    if ours.found(arguments.images) != theirs.facts["found"]:
        raise SystemExit("the detectors do not find the same")
    for theirs_name, file in DOMAINS.items():
        domain = domains / f"{file}.yaml"
        runs = {"efemarai": [], **{search: [] for search in SEARCHES}, "larger": []}
        for _ in range(arguments.rounds):
            runs["efemarai"].append(theirs.run(theirs_name, arguments.steps))
            for search in SEARCHES:
                runs[search].append(ours.run(domain, budget, search, {core}))
            runs["larger"].append(ours.run(domain, LARGER * budget, SEARCHES[0], {core}))
        more = [marginal(*pair) for pair in zip(runs[SEARCHES[0]], runs["larger"])]
        print_loop(file, "efemarai", runs["efemarai"])
        for search in SEARCHES:
            print_loop(file, search, runs[search], runs["efemarai"])
        print_loop(file, "each more sample", more, runs["efemarai"])
        print_loop(file, "both from start", runs[SEARCHES[0]],
                   [from_start(run, theirs.facts["start_cpu_s"]) for run in runs["efemarai"]])
        results[file] = runs
    return results


def measure_overhead(ours, arguments, core):
    """What is left where neither the model nor the transformation does anything."""
    domain = ours.work / "identity.yaml"
    domain.write_text(IDENTITY)
    budgets = [OVERHEAD_RUNS * times * arguments.images * arguments.steps for times in (1, LARGER)]
    results = {}
    print("\none more sample, of a model and a domain that do nothing, of the CPU")
    for search in SEARCHES:
        results[search] = [[ours.run(domain, budget, search, {core}, blind=True)
                            for budget in budgets] for _ in range(arguments.rounds)]
        more = [marginal(*pair) for pair in results[search]]
        copies = [1e3 * one["transform_cpu_s"] / one["samples"] for one in more]
        print(f"{search:<10}{spread([framework_ms(one) for one in more], '{:.3f}')} ms, and "
              f"{spread(copies, '{:.3f}')} ms to copy the image to the model's memory", flush=True)
    return results


def measure_scaling(ours, arguments, domain):
    """One run with as many instances as cores, beside as many runs of one, each on its own: busy
    cores share caches, memory and other people's work, and so do those of one run."""
    cores = sorted(os.sched_getaffinity(0))
    budget = LARGER * arguments.images * (arguments.steps + 1)
    results = []
    count = 2
    while count <= len(cores):
        rounds = []
        for _ in range(arguments.rounds):
            some = cores[-count:]
            apart = [ours.begin(domain, budget, SEARCHES[0], {core}) for core in some]
            with concurrent.futures.ThreadPoolExecutor(count) as waiting:
                apart = list(waiting.map(ours.end, apart))
            rounds.append({"apart": apart,
                           "together": ours.run(domain, count * budget, SEARCHES[0], set(some))})
        together = [rate(one["together"]) for one in rounds]
        apart = [sum(map(rate, one["apart"])) for one in rounds]
        cpu = [cpu_ms(one["together"]) / statistics.fmean(map(cpu_ms, one["apart"]))
               for one in rounds]
        print(f"{count} instances on {count} cores: {statistics.median(together):.1f} samples/s, the "
              f"model's time included; of what {count} runs of one instance make side by side "
              f"{spread([a / b for a, b in zip(together, apart)])}, for {spread(cpu)} of the CPU a "
              "sample", flush=True)
        results.append({"instances": count, "rounds": rounds})
        count *= 2
    return results


def measure_waiting(ours, arguments):
    """Of a model that waits, as for a device: cores are no limit, so what is missing is ours."""
    domain = ours.work / "identity.yaml"
    domain.write_text(IDENTITY)
    rates = {}
    for instances in (1, 2, 4, 8):
        small, large = (ours.run(domain, arguments.images + instances * samples, SEARCHES[0],
                                 os.sched_getaffinity(0), blind=True, wait_ms=WAIT_MS,
                                 instances=instances) for samples in (64, 320))
        more = marginal(small, large)
        rates[instances] = rate(more)
        print(f"{instances} instances of a model that waits {WAIT_MS} ms: {rates[instances]:.1f} "
              f"samples/s, {rates[instances] * WAIT_MS / 1e3 / instances:.2f} of what they could",
              flush=True)
    return rates


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--images", type=int, default=5)
    parser.add_argument("--steps", type=int, default=100, help="of the search of each image")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json")
    parser.add_argument("--environments", help="a folder to keep the SDK in for the next time")
    return parser.parse_args()


def main():
    arguments = parse()
    core = max(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        python = install(pathlib.Path(arguments.environments or temporary))
        subprocess.run([python, HERE / "images.py", work / "images", str(arguments.images)],
                       check=True)
        theirs = Theirs(python, work / "images", core)
        ours = Ours(arguments.build.resolve(), work / "images", work)
        print(f"{arguments.images} images of 640x480 with 3 objects, {arguments.steps} steps of "
              f"each, {arguments.rounds} rounds, one core of {len(os.sched_getaffinity(0))}; load "
              f"{os.getloadavg()[0]:.1f}")
        results = {"loops": compare_loops(theirs, ours, arguments, core)}
        domains = pathlib.Path(theirs.facts["domains"])
        theirs.close()
        results["overhead"] = measure_overhead(ours, arguments, core)
        results["scaling"] = measure_scaling(ours, arguments, domains / "color.yaml")
        results["waiting"] = measure_waiting(ours, arguments)
        print(f"load at the end {os.getloadavg()[0]:.1f}")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
