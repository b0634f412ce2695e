# SPDX-License-Identifier: Apache-2.0
"""What stands behind the signs: sky, hills or houses, a road, trees, cars, coloured boards."""
import cv2
import numpy as np

import signs

CAR_BODY = np.array([(-1, -0.15), (-1, -0.5), (-0.72, -0.58), (-0.5, -0.9), (0.45, -0.9),
                     (0.72, -0.58), (1, -0.5), (1, -0.15)])
CAR_GLASS = np.array([(-0.6, -0.58), (-0.44, -0.84), (0.4, -0.84), (0.6, -0.58)])


def fill(canvas, points, colour):
    cv2.fillPoly(canvas, [signs.fixed_point(points)], colour, cv2.LINE_AA, 4)


def disc(canvas, x, y, radius, colour):
    cv2.circle(canvas, (int(x), int(y)), int(radius), colour, -1, cv2.LINE_AA)


def rectangle(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def colour_near(rng, colour, spread=18):
    """Mostly lighter or darker, a little of another hue."""
    varied = np.add(colour, rng.normal(0, spread)) + rng.normal(0, 0.4 * spread, 3)
    return tuple(int(c) for c in np.clip(varied, 0, 255))


def pick(rng, colours):
    return colour_near(rng, colours[rng.integers(len(colours))])


def background(rng, width, height):
    canvas = np.empty((height, width, 3), np.uint8)
    horizon = int(height * rng.uniform(0.4, 0.65))
    draw_sky(canvas, rng, horizon)
    draw_skyline = draw_hills if rng.random() < 0.5 else draw_houses
    draw_skyline(canvas, rng, horizon)
    draw_ground(canvas, rng, horizon)
    for _ in range(rng.integers(0, 5)):
        draw_tree(canvas, rng, horizon)
    for _ in range(rng.integers(0, 3)):
        draw_car(canvas, rng, horizon)
    for _ in range(rng.integers(0, 3)):
        draw_billboard(canvas, rng, horizon)
    return roughen(canvas, rng)


def draw_sky(canvas, rng, horizon):
    skies = [((92, 150, 214), (196, 220, 238)), ((150, 158, 168), (206, 208, 210)),
             ((84, 92, 140), (236, 176, 130)), ((120, 176, 226), (226, 232, 226))]
    zenith, low = (np.array(colour_near(rng, c, 12)) for c in skies[rng.integers(len(skies))])
    part = np.clip(np.arange(len(canvas)) / horizon, 0, 1)[:, None, None]
    canvas[:] = zenith * (1 - part) + low * part
    for _ in range(rng.integers(0, 5)):
        centre = rng.integers((0, 0), (canvas.shape[1], horizon))
        for _ in range(4):
            at = (centre + rng.normal(0, (40, 8))).astype(int)
            axes = rng.integers((15, 8), (60, 18))
            cv2.ellipse(canvas, at.tolist(), axes.tolist(), 0, 0, 360,
                        colour_near(rng, (228, 230, 232), 4), -1, cv2.LINE_AA)


def draw_hills(canvas, rng, horizon):
    width = canvas.shape[1]
    x = np.linspace(0, width, 40)
    waves = sum(rng.uniform(4, 20) * np.sin(x * frequency + rng.uniform(0, 6))
                for frequency in (0.01, 0.023, 0.06))
    ridge = np.stack([x, horizon - 30 - waves], axis=1)
    greens = [(86, 118, 84), (110, 128, 120), (70, 96, 62), (136, 132, 100)]
    fill(canvas, [*ridge, (width, horizon + 3), (0, horizon + 3)], pick(rng, greens))


def draw_houses(canvas, rng, horizon):
    width = canvas.shape[1]
    left = -20
    while left < width:
        right = left + rng.integers(50, 160)
        if rng.random() < 0.8:
            draw_house(canvas, rng, left, right, horizon)
        left = right + rng.integers(0, 40)


def draw_house(canvas, rng, left, right, horizon):
    walls = [(186, 160, 134), (158, 88, 72), (206, 200, 190), (128, 130, 138), (196, 176, 120)]
    top = horizon - int(rng.integers(40, 180))
    fill(canvas, rectangle(left, top, right, horizon + 2), pick(rng, walls))
    if rng.random() < 0.5:
        peak = (left + right) / 2, top - rng.uniform(15, 50)
        fill(canvas, [(left - 5, top), peak, (right + 5, top)],
             pick(rng, [(130, 58, 46), (84, 80, 82)]))
    glass = pick(rng, [(66, 78, 92), (222, 206, 140), (96, 112, 124)])
    for y in range(top + 12, horizon - 16, 32):
        for x in range(left + 10, right - 14, 26):
            fill(canvas, rectangle(x, y, x + 12, y + 16), glass)


def draw_ground(canvas, rng, horizon):
    height, width = canvas.shape[:2]
    fields = [(98, 124, 66), (128, 126, 84), (150, 144, 130), (84, 108, 70)]
    fill(canvas, rectangle(0, horizon, width, height), pick(rng, fields))
    vanishing = width * rng.uniform(0.25, 0.75)
    left, right = width * rng.uniform(-0.3, 0.25), width * rng.uniform(0.75, 1.3)
    road = [(vanishing - 4, horizon), (vanishing + 4, horizon), (right, height), (left, height)]
    fill(canvas, road, colour_near(rng, (104, 104, 108), 14))
    line = pick(rng, [(226, 226, 220), (226, 226, 220), (224, 190, 80)])
    dashes = np.linspace(0.05, 1, 8) ** 2
    for across, near in ((0.5, dashes[1::2]), (0.06, [1]), (0.94, [1])):
        foot = left + across * (right - left)
        for end in near:
            start = 0 if across != 0.5 else end * 0.6
            draw_stripe(canvas, (vanishing, horizon), (foot, height), (start, end), line)


def draw_stripe(canvas, far, near, span, colour):
    """A road marking from far to near, growing wider; span is in parts of that way."""
    far, near = np.array(far), np.array(near)
    a, b = (far + (near - far) * part for part in span)
    half = np.array([canvas.shape[1] * 0.008, 0])
    fill(canvas, [a - half * span[0], a + half * span[0], b + half * span[1], b - half * span[1]],
         colour)


def on_ground(rng, canvas, horizon):
    """A point on the ground and the size of things there, 0.15 far away to 1 near by."""
    depth = rng.uniform(0.15, 1) ** 1.5
    x = rng.uniform(0, canvas.shape[1])
    return x, horizon + depth * 0.7 * (len(canvas) - horizon), max(depth, 0.15)


def draw_tree(canvas, rng, horizon):
    x, y, size = on_ground(rng, canvas, horizon)
    height = 260 * size * rng.uniform(0.7, 1.3)
    trunk = rectangle(x - height * 0.03, y - height * 0.6, x + height * 0.03, y)
    fill(canvas, trunk, colour_near(rng, (92, 70, 52), 8))
    leaves = pick(rng, [(58, 96, 46), (84, 118, 52), (44, 78, 50), (176, 120, 44)])
    for _ in range(7):
        across, up = rng.normal((0, 0.75), 0.11) * height
        disc(canvas, x + across, y - up, height * rng.uniform(0.08, 0.18),
             colour_near(rng, leaves, 6))


def draw_car(canvas, rng, horizon):
    x, y, size = on_ground(rng, canvas, horizon)
    w = 170 * size
    paint = pick(rng, [(170, 34, 38), (36, 74, 140), (214, 214, 212), (48, 50, 54), (228, 176, 40)])
    fill(canvas, CAR_BODY * w / 2 + (x, y), paint)
    fill(canvas, CAR_GLASS * w / 2 + (x, y), (70, 84, 96))
    for wheel in (-0.58, 0.58):
        disc(canvas, x + wheel * w / 2, y - w * 0.08, w * 0.1, (28, 28, 30))


def draw_billboard(canvas, rng, horizon):
    """A board or a disc in the colours of signs, so that colour alone tells nothing."""
    x, y, size = on_ground(rng, canvas, horizon)
    w, h = size * rng.uniform(30, 170), size * rng.uniform(30, 110)
    y -= size * rng.uniform(60, 200)
    colour = pick(rng, [signs.RED, signs.YELLOW, signs.BLUE, signs.WHITE, (20, 116, 76)])
    if rng.random() < 0.3:
        disc(canvas, x, y, h / 3, colour)
        return
    fill(canvas, rectangle(x - w / 2, y - h / 2, x + w / 2, y + h / 2), colour)
    word = ("CAFE", "TAXI", "EXIT 4", "SALE", "P+R", "A 12")[rng.integers(6)]
    cv2.putText(canvas, word, (int(x - w * 0.4), int(y + h * 0.1)), cv2.FONT_HERSHEY_SIMPLEX,
                w / 130, pick(rng, [signs.WHITE, signs.BLACK]), max(1, int(w / 40)), cv2.LINE_AA)


def roughen(canvas, rng):
    """Uneven brightness, coarse and fine, so that no surface is flat."""
    height, width = canvas.shape[:2]
    light = np.ones((height, width), np.float32)
    for cells, depth in ((4, 0.10), (24, 0.05), (90, 0.05)):
        coarse = rng.normal(1, depth, (cells, cells)).astype(np.float32)
        light *= cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(canvas * light[..., None], 0, 255).astype(np.uint8)
