#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast a COCO file of instances is read, and with how much memory, beside Python's json.load.

usage: annotations.py BUILD [MEGABYTES]
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PEER = """
import json, resource, sys, time
begin = time.perf_counter()
data = json.load(open(sys.argv[1]))
taken = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(taken, peak, len(data["annotations"]))
"""


def annotation(number, rng):
    """About as long as COCO's are: outlines of some two dozen corners with two decimals."""
    x, y = rng.uniform(0, 500), rng.uniform(0, 350)
    corners = [round(v + rng.uniform(0, 120), 2) for _ in range(rng.randint(8, 40)) for v in (x, y)]
    return {"segmentation": [corners], "area": round(rng.uniform(10, 9000), 4), "iscrowd": 0,
            "image_id": number // 7 + 1, "bbox": [round(x, 2), round(y, 2), 120.0, 120.0],
            "category_id": number % 80 + 1, "id": number + 1}


def write_file(path, megabytes):
    rng = random.Random(1)
    with open(path, "w") as out:
        out.write('{"annotations": [')
        number = 0
        while out.tell() < megabytes * 1e6:
            block = [json.dumps(annotation(number + i, rng)) for i in range(1000)]
            out.write((", " if number else "") + ", ".join(block))
            number += len(block)
        images = [{"id": i + 1, "file_name": f"{i + 1:012}.jpg", "width": 640, "height": 480}
                  for i in range(number // 7 + 1)]
        categories = [{"id": i + 1, "name": f"class {i + 1}"} for i in range(80)]
        out.write('], "images": ' + json.dumps(images))
        out.write(', "categories": ' + json.dumps(categories) + "}")


def measure(command):
    best = None
    for _ in range(5):
        words = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        taken, peak = float(words[0]), int(words[1])
        best = (taken, peak) if best is None or taken < best[0] else best
    return best


def main():
    build = pathlib.Path(sys.argv[1])
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 115
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "instances.json"
        write_file(file, megabytes)
        size = file.stat().st_size
        ours, memory = measure([build / "bin/bench_annotations", file])
        theirs, their_peak = measure([sys.executable, "-c", PEER, file])
    print(f"{size / 1e6:.0f} MB of instances: {size / 1e6 / ours:.0f} MB/s, {memory / 1e6:.0f} MB "
          f"beyond the file; Python's json: {size / 1e6 / theirs:.0f} MB/s, "
          f"{their_peak / 1e6:.0f} MB; {theirs / ours:.1f} times as fast")


if __name__ == "__main__":
    main()
