# SPDX-License-Identifier: Apache-2.0
"""Pictures of objects whose outlines are known exactly, as a COCO data set: for tests in which a
model must not be blamed."""
import json
import math
import struct
import zlib

CATEGORIES = ["disc", "bar", "dot"]
WIDTH, HEIGHT = 120, 90


def disc(x, y, radius):
    angles = [2 * math.pi * i / 60 for i in range(60)]
    return "disc", [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def rectangle(x, y, width, height, kind="dot"):
    return kind, [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


# Nothing overlaps, so that each object is seen whole.
SCENES = [
    [disc(38, 45, 22), disc(92, 28, 12),
     ("bar", [(66, 80), (70, 84), (112, 58), (108, 54)])],
    # Cut by the border: what is beyond it is no part of any image.
    [disc(4, 40, 18), disc(114, 82, 14), rectangle(50, -5, 30, 20, "bar"),
     rectangle(40, 60, 50, 1, "bar")],
    [rectangle(60, 45, 1, 1), rectangle(2, 2, 1, 1), rectangle(119, 40, 1, 1),
     rectangle(30, 20, 2, 2), rectangle(90, 70, 3, 3), disc(30, 65, 8)],
    # Alike and side by side.
    [disc(15 + 18 * column, 15 + 20 * row, 8.5) for row in range(4) for column in range(6)],
]


def clipped(outline, width, height):
    """Sutherland and Hodgman's clipping to the picture."""
    for axis, limit, sign in [(0, 0, 1), (0, width, -1), (1, 0, 1), (1, height, -1)]:
        kept = []
        for here, there in zip(outline, outline[1:] + outline[:1]):
            inside, inside_next = [sign * (p[axis] - limit) >= 0 for p in (here, there)]
            if inside:
                kept.append(here)
            if inside != inside_next:
                part = (limit - here[axis]) / (there[axis] - here[axis])
                kept.append(tuple(a + part * (b - a) for a, b in zip(here, there)))
        outline = kept
    return outline


def encloses(outline, x, y):
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def outlines_at(y, objects):
    """Those that a row of pixels meets, with their numbers."""
    return [(number, outline) for number, (_, outline) in enumerate(objects)
            if min(p[1] for p in outline) < y + 1 and max(p[1] for p in outline) > y]


def color_at(x, y, outlines):
    """Of a pixel: no two places of the background look alike."""
    for number, outline in outlines:
        if encloses(outline, x + 0.5, y + 0.5):
            return 230, 20 + 9 * number, 250 - 9 * number
    return 70 + (x * 7919 + y * 104729) % 61, 60 + x % 90, 50 + y


def png(rows, channels):
    """Of one channel or three."""
    header = struct.pack(">IIBBBBB", len(rows[0]) // channels, len(rows), 8, channels - 1, 0, 0, 0)
    chunks = [(b"IHDR", header),
              (b"IDAT", zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))),
              (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks)


def picture(objects, width, height):
    """An RGB PNG."""
    rows = []
    for y in range(height):
        outlines = outlines_at(y, objects)
        rows.append(b"".join(bytes(color_at(x, y, outlines)) for x in range(width)))
    return png(rows, 3)


def annotation(kind, outline, outlined):
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    area = abs(sum(a[0] * b[1] - b[0] * a[1]
                   for a, b in zip(outline, outline[1:] + outline[:1]))) / 2
    shape = {"segmentation": [[value for point in outline for value in point]]} if outlined else {}
    return {"category_id": CATEGORIES.index(kind) + 1, "iscrowd": 0, "area": area,
            "bbox": [min(xs), min(ys), width, height], **shape}


def coco(scenes, outlined):
    images, annotations = [], []
    for number, (name, objects, width, height) in enumerate(scenes):
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        for kind, outline in objects:
            one = annotation(kind, outline, outlined(number))
            annotations.append({"id": len(annotations) + 1, "image_id": number, **one})
    categories = [{"id": i + 1, "name": name} for i, name in enumerate(CATEGORIES)]
    return json.dumps({"images": images, "annotations": annotations, "categories": categories})


def scenes_twice():
    """Of each picture its name, what is in it, and its size, which no other has."""
    pictures = []
    for number in range(2 * len(SCENES)):
        width, height = WIDTH + number, HEIGHT
        objects = [(kind, clipped(outline, width, height))
                   for kind, outline in SCENES[number // 2]]
        pictures.append((f"scene-{number}.png", objects, width, height))
    return pictures


def write_scenes(folder):
    """Each scene twice: with outlines, and with its boxes alone. `shown.json` is what a data set
    says of them, `truth.json` has all outlines. All pictures differ in size, so that no two look
    alike whatever becomes of their pixels."""
    scenes = scenes_twice()
    folder.mkdir()
    for name, objects, width, height in scenes:
        (folder / name).write_bytes(picture(objects, width, height))
    (folder / "shown.json").write_text(coco(scenes, lambda number: number % 2 == 0))
    (folder / "truth.json").write_text(coco(scenes, lambda number: True))
