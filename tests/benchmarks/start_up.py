#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long a command takes that reads no image, beside the same with OpenCV's codecs loaded.

usage: start_up.py BUILD PLUGIN
"""
import os
import pathlib
import statistics
import subprocess
import sys
import time


def median_ms(command, environment, rounds=50):
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        taken.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(taken)


def main():
    build, plugin = pathlib.Path(sys.argv[1]), sys.argv[2]
    assay = str(build / "bin" / "assay")
    [codecs] = build.glob("lib*/**/codecs.so")
    for command in (["--version"], ["inspect", plugin], ["abi-check", plugin]):
        alone = median_ms([assay, *command], os.environ)
        loaded = median_ms([assay, *command], {**os.environ, "LD_PRELOAD": str(codecs)})
        print(f"assay {command[0]}: {alone:.1f} ms, with the codecs {loaded:.1f} ms")


if __name__ == "__main__":
    main()
