# SPDX-License-Identifier: Apache-2.0
"""Road signs drawn upright on a square: those to be found, and others that only look alike.

A design has an outline, in units of the sign's radius with y downwards, and a function that paints
its face on a square RGB image.
"""
from collections import namedtuple

import cv2
import numpy as np

FACE = 256  # side of the square, in pixels
RADIUS = 0.42 * FACE  # of a sign on it
WHITE, BLACK, RED, YELLOW, BLUE = ((240, 240, 236), (22, 22, 24), (196, 24, 34), (246, 190, 20),
                                   (24, 84, 176))

Design = namedtuple("Design", "outline paint")


def polygon(count, first_angle, radius=1.0):
    angles = np.radians(first_angle) + np.arange(count) * 2 * np.pi / count
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


OCTAGON = polygon(8, 22.5, 1 / np.cos(np.pi / 8))
TRIANGLE_DOWN, TRIANGLE_UP = polygon(3, 90, 1.15), polygon(3, -90, 1.15)
DIAMOND, CIRCLE = polygon(4, 0), polygon(64, 0)
SQUARE = np.array([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]])
ARROW_HEAD = np.array([[0, -0.75], [0.36, -0.2], [-0.36, -0.2]])


def fixed_point(points):
    """Continuous coordinates (pixel i covers [i, i + 1)) as OpenCV draws them with shift 4."""
    return np.round((np.asarray(points) - 0.5) * 16).astype(np.int32)


def fill(image, outline, colour):
    points = FACE / 2 + np.asarray(outline) * RADIUS
    cv2.fillPoly(image, [fixed_point(points)], colour, cv2.LINE_AA, 4)


def write(image, text, width, colour, thickness):
    """Text in the middle of the face; `width` is in parts of the face's side."""
    font = cv2.FONT_HERSHEY_SIMPLEX
    scale = width * FACE / cv2.getTextSize(text, font, 1, 1)[0][0]
    (w, h), _ = cv2.getTextSize(text, font, scale, 1)
    cv2.putText(image, text, ((FACE - w) // 2, (FACE + h) // 2), font, scale, colour, thickness,
                cv2.LINE_AA)


def paint_stop(image, rng):
    fill(image, OCTAGON, WHITE)
    fill(image, OCTAGON * 0.92, RED)
    write(image, "STOP", 0.62, WHITE, 12)


def paint_yield(image, rng):
    fill(image, TRIANGLE_DOWN, RED)
    fill(image, TRIANGLE_DOWN * rng.uniform(0.55, 0.65), WHITE)


def paint_priority(image, rng):
    fill(image, DIAMOND, BLACK)
    fill(image, DIAMOND * 0.95, WHITE)
    fill(image, DIAMOND * rng.uniform(0.64, 0.74), YELLOW)


def paint_speed_limit(image, rng):
    fill(image, CIRCLE, RED)
    fill(image, CIRCLE * rng.uniform(0.74, 0.80), WHITE)
    number = str(rng.choice([20, 30, 40, 50, 60, 70, 80, 90, 100, 120]))
    write(image, number, 0.22 * len(number) ** 0.8, BLACK, 15)


def paint_no_entry(image, rng):
    fill(image, CIRCLE, RED)
    fill(image, SQUARE * (0.75, 0.2), WHITE)


def paint_straight_ahead(image, rng):
    fill(image, CIRCLE, WHITE)
    fill(image, CIRCLE * 0.94, BLUE)
    fill(image, SQUARE * (0.13, 0.6), WHITE)
    fill(image, ARROW_HEAD, WHITE)


def paint_parking(image, rng):
    fill(image, SQUARE, WHITE)
    fill(image, SQUARE * 0.92, BLUE)
    write(image, "P", 0.34, WHITE, 18)


def paint_warning(image, rng):
    fill(image, TRIANGLE_UP, RED)
    fill(image, TRIANGLE_UP * 0.62, WHITE)
    fill(image, SQUARE * (0.08, 0.25), BLACK)


WANTED = {  # in the order of the network's classes
    "stop": Design(OCTAGON, paint_stop),
    "yield": Design(TRIANGLE_DOWN, paint_yield),
    "priority": Design(DIAMOND, paint_priority),
    "speed_limit": Design(CIRCLE, paint_speed_limit),
}
OTHERS = (Design(CIRCLE, paint_no_entry), Design(CIRCLE, paint_straight_ahead),
          Design(SQUARE, paint_parking), Design(TRIANGLE_UP, paint_warning))


def face(design, rng):
    """The painted sign as RGBA, transparent outside its outline."""
    colours = np.zeros((FACE, FACE, 3), np.uint8)
    design.paint(colours, rng)
    # Colour reaches past the outline, so that shrinking does not darken the edge.
    alpha = np.zeros((FACE, FACE), np.uint8)
    fill(alpha, design.outline, 255)
    inside = (alpha > 250).astype(np.uint8)
    spread = cv2.dilate(colours * inside[..., None], np.ones((9, 9), np.uint8))
    return np.dstack([np.where(inside[..., None] > 0, colours, spread), alpha])
