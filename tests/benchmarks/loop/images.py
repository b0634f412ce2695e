# SPDX-License-Identifier: Apache-2.0
"""Draws the images of the comparison, each with three objects, and their annotations. Run by
compare.py with the Python of an environment that has OpenCV: images.py FOLDER COUNT"""
import json
import pathlib
import random
import sys

import cv2
import numpy as np

WIDTH, HEIGHT = 640, 480
COLOURS = ((205, 40, 40), (45, 180, 45), (50, 60, 205))  # RGB: hues 0, 60 and 120 of OpenCV's 180


def background(noise):
    """Soft grey clouds with some grain."""
    small = noise.uniform(90, 200, (8, 10)).astype(np.float32)
    clouds = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    grain = noise.normal(0, 3, (HEIGHT, WIDTH)).astype(np.float32)
    grey = np.clip(clouds + grain, 0, 255).astype(np.uint8)
    return cv2.merge([grey, grey, grey])


def draw(image, k, chance):
    """One object in its own third of the image; its box as COCO has it."""
    width, height = chance.randint(50, 150), chance.randint(50, 150)
    x = k * WIDTH // 3 + chance.randint(10, WIDTH // 3 - 10 - width)
    y = chance.randint(30, HEIGHT - 30 - height)
    corner = (x + width - 1, y + height - 1)
    if chance.random() < 0.5:
        cv2.rectangle(image, (x, y), corner, COLOURS[k], cv2.FILLED)
    else:
        width, height = width | 1, height | 1
        cv2.ellipse(image, (x + width // 2, y + height // 2), (width // 2, height // 2), 0, 0, 360,
                    COLOURS[k], cv2.FILLED)
    return [x, y, width, height]


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True)
    truth = {"images": [], "annotations": [],
             "categories": [{"id": k + 1, "name": name}
                            for k, name in enumerate(("red", "green", "blue"))]}
    for i in range(count):
        chance, noise = random.Random(i), np.random.default_rng(i)
        image, name = background(noise), f"{i:03}.png"
        for k in range(3):
            box = draw(image, k, chance)
            truth["annotations"].append(
                {"id": len(truth["annotations"]) + 1, "image_id": i + 1, "category_id": k + 1,
                 "bbox": box, "area": box[2] * box[3], "iscrowd": 0})
        cv2.imwrite(str(folder / name), image[:, :, ::-1])
        truth["images"].append({"id": i + 1, "file_name": name, "width": WIDTH, "height": HEIGHT})
    (folder / "instances.json").write_text(json.dumps(truth))


if __name__ == "__main__":
    main()
