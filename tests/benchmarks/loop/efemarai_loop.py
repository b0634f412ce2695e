# SPDX-License-Identifier: Apache-2.0
"""Efemarai's own loop over some images, timed. Run by compare.py with the Python of an environment
that has its SDK: efemarai_loop.py IMAGES. Reads names of domains and numbers of steps, one pair a
line, and answers each with a line of JSON: seconds of all, of the model and of transformations.
Before that it says what its start has taken.

Nothing of it is changed but what keeps it from running here: nlpaug, which its operators on text
import, is an empty module, and it does not tell its server which version runs.
"""
import contextlib
import json
import multiprocessing
import pathlib
import resource
import sys
import time
import types
import warnings
from unittest import mock

import cv2
import numpy as np

HUES = (0, 60, 120)  # all as in detector.cpp
HUE_TOLERANCE = 12
LEAST_AREA = 100
SCORE = 0.9


def load_sdk():
    for name in ("nlpaug", "nlpaug.augmenter", "nlpaug.augmenter.char", "nlpaug.augmenter.word",
                 "nlpaug.augmenter.sentence", "nlpaug.util"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["nlpaug.util"].Action = mock.MagicMock()
    import efemarai
    from efemarai.metamorph import search_domain
    search_domain._log_version = lambda: None
    return efemarai


def pixels_of(hsv, hue):
    found = cv2.inRange(hsv, (hue - HUE_TOLERANCE, 90, 60), (hue + HUE_TOLERANCE, 255, 255))
    if hue >= HUE_TOLERANCE:
        return found
    return found | cv2.inRange(hsv, (180 + hue - HUE_TOLERANCE, 90, 60), (180, 255, 255))


def detect(image):
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    found = []
    for k, hue in enumerate(HUES):
        _, _, blobs, _ = cv2.connectedComponentsWithStats(pixels_of(hsv, hue), 8, cv2.CV_32S)
        for x, y, width, height, area in blobs[1:].tolist():
            if area >= LEAST_AREA:
                found.append(((x, y, x + width, y + height), k + 1, SCORE))
    return found


class Stopwatch:
    """What calls of a function take of the CPU."""

    def __init__(self, call):
        self.call, self.calls, self.cpu_s = call, 0, 0.0

    def __call__(self, *values, **more):
        begin = time.process_time()
        try:
            return self.call(*values, **more)
        finally:
            self.cpu_s += time.process_time() - begin
            self.calls += 1


def cpu_seconds():
    """Of this process and of those it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def run(ef, images, domain_name, steps):
    domain = getattr(ef.domains, domain_name)
    model, transform = Stopwatch(detect), Stopwatch(type(domain).transform.__get__(domain))
    output = [ef.spec.create(ef.BoundingBox, xyxy="[0]",
                             label=ef.spec.create(ef.AnnotationClass, id="[1]", confidence="[2]"))]
    cpu, wall = cpu_seconds(), time.perf_counter()
    with mock.patch.object(domain, "transform", transform):
        report = ef.test_robustness(
            images, model, domain, ef.formats.COCO_DATASET, output,
            input_format=ef.formats.DEFAULT_INPUT_NP_FORMAT, class_ids=[1, 2, 3],
            num_search_steps=steps)
    wall_s = time.perf_counter() - wall
    multiprocessing.active_children()  # waits for those that have ended
    return {"samples": model.calls, "searched": len(report.samples),
            "cpu_s": cpu_seconds() - cpu, "wall_s": wall_s,
            "model_cpu_s": model.cpu_s, "transform_cpu_s": transform.cpu_s}


def read_images(folder):
    """As a data set of torchvision gives them: pixels and a list of annotations."""
    truth = json.loads((folder / "instances.json").read_text())
    return [(cv2.imread(str(folder / image["file_name"]))[:, :, ::-1].copy(),
             [one for one in truth["annotations"] if one["image_id"] == image["id"]])
            for image in truth["images"]]


def main():
    warnings.simplefilter("ignore")
    cv2.setNumThreads(1)
    images = read_images(pathlib.Path(sys.argv[1]))
    with contextlib.redirect_stdout(sys.stderr):
        ef = load_sdk()
    print(json.dumps({"domains": str(pathlib.Path(ef.domains.__file__).parent),
                      "start_cpu_s": cpu_seconds(), "found": [detect(image) for image, _ in images]}), flush=True)
    for line in sys.stdin:
        name, steps = line.split()
        with contextlib.redirect_stdout(sys.stderr):  # what it prints is no answer
            answer = run(ef, images, name, int(steps))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
