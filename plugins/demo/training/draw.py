# SPDX-License-Identifier: Apache-2.0
"""Draws simple road scenes with road signs, and says where the signs are.

All chance comes from the generator passed in: the same seed gives the same pixels. Images are uint8
RGB. Coordinates are continuous, as COCO's boxes: pixel i covers [i, i + 1).
"""
from collections import namedtuple

import cv2
import numpy as np

import scenery
import signs

CLASSES = tuple(signs.WANTED)
SHAPES = ((160, 120), (176, 132), (192, 144), (200, 150), (224, 168), (240, 135), (240, 180),
          (168, 168), (150, 200))  # width, height
DIAMETERS = (12, 70)  # of signs, in pixels; at most 0.45 of the image's shorter side
OVERSAMPLING = 3  # scenes are drawn so much larger and then shrunk, for smooth edges

# label: index in CLASSES, or None for a sign that nobody looks for.
# pose: 2x2 matrix from units of the sign's radius to pixels. centre: x, y.
Sign = namedtuple("Sign", "label design pose centre")


def scene(rng):
    """An image, the labels of its signs and their boxes, float [N, 4] of x1, y1, x2, y2."""
    width, height = SHAPES[rng.integers(len(SHAPES))]
    canvas = scenery.background(rng, width * OVERSAMPLING, height * OVERSAMPLING)
    placed = place_signs(rng, width, height)
    for sign in placed:
        draw_pole(canvas, sign)
    for sign in placed:
        paste(canvas, sign, rng)
    image = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    wanted = [sign for sign in placed if sign.label is not None]
    boxes = np.array([box(sign) for sign in wanted]).reshape(-1, 4)
    return photograph(image, rng), [sign.label for sign in wanted], boxes


def place_signs(rng, width, height):
    """Signs inside the image that do not touch each other."""
    count = 0 if rng.random() < 0.04 else rng.integers(1, 5)
    labels = [*rng.integers(0, len(CLASSES), count), *[None] * rng.integers(0, 3)]
    placed = []
    for label in labels:
        for _ in range(30):
            sign = random_sign(rng, label, width, height)
            if fits(sign, placed, width, height):
                placed.append(sign)
                break
    return placed


def random_sign(rng, label, width, height):
    if label is None:
        design = signs.OTHERS[rng.integers(len(signs.OTHERS))]
    else:
        design = signs.WANTED[CLASSES[label]]
    largest = min(DIAMETERS[1], 0.45 * min(width, height))
    radius = np.exp(rng.uniform(np.log(DIAMETERS[0]), np.log(largest))) / 2
    angle = np.radians(np.clip(rng.normal(0, 4), -10, 10))
    cos, sin = np.cos(angle), np.sin(angle)
    turned_away = np.array([[rng.uniform(0.82, 1), 0], [rng.normal(0, 0.04), 1]])
    pose = radius * np.array([[cos, -sin], [sin, cos]]) @ turned_away
    return Sign(label, design, pose, rng.uniform((0, 0), (width, 0.8 * height)))


def box(sign):
    points = sign.design.outline @ sign.pose.T + sign.centre
    return np.concatenate([points.min(axis=0), points.max(axis=0)])


def fits(sign, others, width, height):
    x1, y1, x2, y2 = box(sign)
    if min(x1, y1) < 1 or x2 > width - 1 or y2 > height - 1:
        return False
    gap = 2
    return all(x1 > b[2] + gap or x2 < b[0] - gap or y1 > b[3] + gap or y2 < b[1] - gap
               for b in map(box, others))


def draw_pole(canvas, sign):
    radius = np.sqrt(abs(np.linalg.det(sign.pose)))
    x, top = sign.centre * OVERSAMPLING
    half = max(1.0, 0.07 * radius * OVERSAMPLING)
    bottom = top + radius * OVERSAMPLING * 6
    pole = scenery.rectangle(x - half, top, x + half, bottom)
    scenery.fill(canvas, pole, (128, 132, 136))


def paste(canvas, sign, rng):
    x1, y1, x2, y2 = box(sign) * OVERSAMPLING
    left, top = max(0, int(x1) - 2), max(0, int(y1) - 2)
    patch = canvas[top:int(y2) + 3, left:int(x2) + 3]
    face = signs.face(sign.design, rng)
    # Shrink by area first: warping alone would skip pixels.
    side = min(signs.FACE, int(np.ceil(y2 - y1) * signs.FACE / (2 * signs.RADIUS)))
    face = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    radius = signs.RADIUS * side / signs.FACE
    linear = sign.pose * OVERSAMPLING / radius
    offset = sign.centre * OVERSAMPLING - (left, top) - linear @ (side / 2, side / 2)
    offset += linear @ (0.5, 0.5) - 0.5  # pixel indices are centres
    warped = cv2.warpAffine(face, np.column_stack([linear, offset]), patch.shape[1::-1])
    alpha = warped[..., 3:] / 255
    patch[:] = np.round(patch * (1 - alpha) + warped[..., :3] * alpha)


def photograph(image, rng):
    """Light, haze, blur and noise of an ordinary day."""
    pixels = image.astype(np.float32)
    if rng.random() < 0.5:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.3, 1.0))
    haze = rng.uniform(0, 0.25) if rng.random() < 0.4 else 0
    pixels = pixels * (1 - haze) + 200 * haze
    pixels *= rng.uniform(0.6, 1.15) * rng.normal(1, 0.04, 3).astype(np.float32)
    pixels += rng.normal(0, rng.uniform(1, 8), pixels.shape)
    return np.clip(np.round(pixels), 0, 255).astype(np.uint8)
