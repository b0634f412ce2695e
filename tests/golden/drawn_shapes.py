# SPDX-License-Identifier: Apache-2.0
"""The objects of drawn_scenes with their masks, keypoints and label maps, as a data set of each."""
import json
import math

from drawn_scenes import CATEGORIES, annotation, encloses, picture, png, scenes_twice

KEYPOINTS = ["left_end", "right_end", "middle"]


def rows_of(outline, width, height):
    """1 for the pixels whose middles are inside, in rows from the top."""
    columns, lines = (range(max(0, math.floor(min(p[k] for p in outline))),
                            min(side, math.ceil(max(p[k] for p in outline))))
                      for k, side in enumerate((width, height)))
    rows = [bytearray(width) for _ in range(height)]
    for y in lines:
        for x in columns:
            rows[y][x] = encloses(outline, x + 0.5, y + 0.5)
    return rows


def run_lengths(rows):
    """COCO's: down the columns, background first."""
    counts, last = [0], 0
    for column in zip(*rows):
        for value in column:
            if value != last:
                counts.append(0)
                last = value
            counts[-1] += 1
    return {"size": [len(rows), len(rows[0])], "counts": counts}


def keypoints_of(number, outline, width, height):
    """Some of them are not labelled, or hidden. Those of a pixel are in its middle."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    middle = (min(ys) + max(ys)) / 2
    points = [(min(xs) + part * (max(xs) - min(xs)), middle) for part in (0.1, 0.9, 0.5)]
    only = {0: {0, 1, 2}, 1: {0, 1, 2}, 2: {number // 4 % 3}, 3: set()}[number % 4]
    triples = []
    for k, (x, y) in enumerate(points):
        labelled = k in only and 0 <= x <= width and 0 <= y <= height
        visibility = 1 if number % 4 == 1 and k == 0 else 2
        triples += [x - 0.5, y - 0.5, visibility] if labelled else [0, 0, 0]
    return triples


def shape_of(outline, width, height, how):
    if how == "outlines":
        return {"segmentation": [[value for point in outline for value in point]]}
    if how == "masks":
        return {"segmentation": run_lengths(rows_of(outline, width, height))}
    return {}


def coco(scenes, shape):
    images, annotations = [], []
    for number, (name, objects, width, height) in enumerate(scenes):
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        for kind, outline in objects:
            keypoints = keypoints_of(len(annotations), outline, width, height)
            annotations.append({
                **annotation(kind, outline, False), "id": len(annotations) + 1,
                "image_id": number, "keypoints": keypoints,
                "num_keypoints": sum(v > 0 for v in keypoints[2::3]),
                **shape_of(outline, width, height, shape[number % 2])})
    categories = [{"id": i + 1, "name": name, "keypoints": KEYPOINTS}
                  for i, name in enumerate(CATEGORIES)]
    return json.dumps({"images": images, "annotations": annotations, "categories": categories})


def label_map(objects, width, height):
    labels = [bytearray(width) for _ in range(height)]
    for kind, outline in objects:
        for y, row in enumerate(rows_of(outline, width, height)):
            for x, inside in enumerate(row):
                labels[y][x] = CATEGORIES.index(kind) + 1 if inside else labels[y][x]
    return labels


# Of targets: as seen_objects.cpp has them.
COLORS = [(40, 60, 80), (250, 30, 90), (60, 240, 20), (20, 90, 230)]


def in_colors(labels):
    return [b"".join(bytes(COLORS[label]) for label in row) for row in labels]


def numbers_of(number):
    """As answers.hpp has them."""
    return number % 5, 10 - 3 * number


def write_shapes(folder):
    """Each scene twice, in `images`, with label maps in `labels`, what a model that colours them
    should make of them in `targets`, and for whole images, by their numbers, classes in
    `classes.csv` and numbers in `numbers.csv`. `masks.json` says what shapes the objects have by
    outlines and by masks in turn, `keypoints.json` by outlines and by boxes alone, `truth.json` by
    outlines. No two pictures have one size."""
    scenes = scenes_twice()
    for part in ("images", "labels", "targets"):
        (folder / part).mkdir(parents=True)
    for name, objects, width, height in scenes:
        labels = label_map(objects, width, height)
        (folder / "images" / name).write_bytes(picture(objects, width, height))
        (folder / "labels" / name).write_bytes(png(labels, 1))
        (folder / "targets" / name).write_bytes(png(in_colors(labels), 3))
    (folder / "classes.csv").write_text("file,class_index\n" + "".join(
        f"{name},{number % 3}\n" for number, (name, *_) in enumerate(scenes)))
    (folder / "numbers.csv").write_text("file,one,other\n" + "".join(
        ",".join(map(str, (name, *numbers_of(number)))) + "\n"
        for number, (name, *_) in enumerate(scenes)))
    (folder / "masks.json").write_text(coco(scenes, ["outlines", "masks"]))
    (folder / "keypoints.json").write_text(coco(scenes, ["outlines", "boxes"]))
    (folder / "truth.json").write_text(coco(scenes, ["outlines", "outlines"]))
