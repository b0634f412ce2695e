#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and peak memory of `assay check` on each bad definition of tests/golden/definitions. Time is
that of the processor, and the least of three runs, since the machine has other things to do. Exit 1
where one is over 100 ms or 50 MB.

usage: bad_definitions.py BUILD        (of the release or bench preset)
"""
import os
import pathlib
import subprocess
import sys
import tempfile

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
sys.path.insert(0, str(GOLDEN))
from case_file import files_of, read_cases  # noqa: E402

MOST_MS, MOST_MB, ROUNDS = 100, 50, 3


def measure(assay, folder):
    """Milliseconds, megabytes and exit code of one run."""
    process = subprocess.Popen([assay, "check", "assay.yaml"], cwd=folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024, process.returncode


def write(folder, files):
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def main():
    assay = str(pathlib.Path(sys.argv[1]).resolve() / "bin" / "assay")
    worst_ms = worst_mb = over = count = 0
    for file in sorted((GOLDEN / "definitions").glob("*.txt")):
        prelude, cases = read_cases(file)
        for name, end, _ in cases:
            with tempfile.TemporaryDirectory() as folder:
                write(pathlib.Path(folder), files_of(prelude + end))
                runs = [measure(assay, folder) for _ in range(ROUNDS)]
            ms, mb = min(run[0] for run in runs), min(run[1] for run in runs)
            bad = ms > MOST_MS or mb > MOST_MB or runs[0][2] != 65
            print(f"{ms:7.1f} ms {mb:6.1f} MB  exit {runs[0][2]}  {file.stem}: {name}"
                  + ("  <- over" if bad else ""))
            worst_ms, worst_mb = max(worst_ms, ms), max(worst_mb, mb)
            over, count = over + bad, count + 1
    print(f"{count} definitions, at most {worst_ms:.1f} ms and {worst_mb:.1f} MB; {over} over")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
