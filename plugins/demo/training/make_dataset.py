# SPDX-License-Identifier: Apache-2.0
"""Draws a data set, JPEG images and COCO annotations: make_dataset.py FOLDER"""
import argparse
import json
import pathlib

import cv2
import numpy as np

from draw import CLASSES, scene

FIRST_CATEGORY = 1  # COCO's categories are numbered by the data set, not by the network


def annotation(number, image, label, box):
    x1, y1, x2, y2 = (round(float(v), 2) for v in box)
    w, h = round(x2 - x1, 2), round(y2 - y1, 2)
    return {"id": number, "image_id": image, "category_id": FIRST_CATEGORY + label,
            "bbox": [x1, y1, w, h], "area": round(w * h, 2), "iscrowd": 0}


def write_json(path, document):
    """One entry a line, so that a change reads well."""
    parts = []
    for key, value in document.items():
        if isinstance(value, list):
            lines = ",\n".join("  " + json.dumps(entry) for entry in value)
            parts.append(f'"{key}": [\n{lines}\n]')
        else:
            parts.append(f'"{key}": {json.dumps(value)}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--images", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=2)  # never the seed of the training
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(options.seed)
    images, annotations = [], []
    for number in range(1, options.images + 1):
        image, labels, boxes = scene(rng)
        name = f"scene_{number:03d}.jpg"
        cv2.imwrite(str(options.folder / name), cv2.cvtColor(image, cv2.COLOR_RGB2BGR),
                    [cv2.IMWRITE_JPEG_QUALITY, 90])
        height, width = image.shape[:2]
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        for label, box in zip(labels, boxes):
            annotations.append(annotation(len(annotations) + 1, number, int(label), box))
    categories = [{"id": FIRST_CATEGORY + i, "name": name, "supercategory": "sign"}
                  for i, name in enumerate(CLASSES)]
    write_json(options.folder / "instances.json", {
        "info": {"description": "Drawn road scenes with road signs", "version": "1"},
        "images": images, "annotations": annotations, "categories": categories})


if __name__ == "__main__":
    main()
