# SPDX-License-Identifier: Apache-2.0
"""Runs the exported network by OpenCV and writes COCO results: predict.py ONNX FOLDER RESULTS

A second opinion on the plugin's inference code: both must find the same boxes. The results can be
scored with `assay score FOLDER/instances.json RESULTS --task bbox`.
"""
import argparse
import json
import pathlib

import cv2

from detect import blob, decode, letterbox
from draw import CLASSES

MIN_SCORE = 0.05


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("onnx")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("results", type=pathlib.Path)
    options = arguments.parse_args()
    truth = json.loads((options.folder / "instances.json").read_text())
    categories = {category["name"]: category["id"] for category in truth["categories"]}
    network = cv2.dnn.readNetFromONNX(options.onnx)
    results = []
    for entry in truth["images"]:
        image = cv2.imread(str(options.folder / entry["file_name"]))
        square, scale = letterbox(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
        network.setInput(blob(square))
        for label, score, (x1, y1, x2, y2) in zip(*decode(network.forward()[0], scale, MIN_SCORE)):
            results.append({"image_id": entry["id"], "category_id": categories[CLASSES[label]],
                            "bbox": [round(float(v), 3) for v in (x1, y1, x2 - x1, y2 - y1)],
                            "score": round(float(score), 5)})
    options.results.write_text(json.dumps(results))


if __name__ == "__main__":
    main()
