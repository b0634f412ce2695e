#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A data set of photographs with two values each, which nobody has measured: for a run whose numbers
mean nothing but that all of it works.

usage: name_faces.py SHARED_DATA OUT
"""
import pathlib
import shutil
import sys


def main():
    samples = pathlib.Path(sys.argv[1]) / "images" / "samples"
    out = pathlib.Path(sys.argv[2])
    (out / "images").mkdir(parents=True)
    names = ["zidane.jpg", "person.jpg", "coco_000000050380.jpg"]
    for name in names:
        shutil.copy(samples / name, out / "images" / name)
    lines = ["file,age,male"] + [f"{name},30,0.5" for name in names]
    (out / "values.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
