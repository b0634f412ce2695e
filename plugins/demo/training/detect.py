# SPDX-License-Identifier: Apache-2.0
"""What surrounds the network: an image to its input, its output to boxes (see README.md)."""
import cv2
import numpy as np

SIDE = 160  # of the network's input, in pixels
STRIDE = 4  # input pixels per cell of the output


def letterbox(image):
    """The image shrunk or grown to fit in the upper left of a black square, and the scale."""
    height, width = image.shape[:2]
    scale = SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    square = np.zeros((SIDE, SIDE, 3), np.uint8)
    square[:size[1], :size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
    return square, scale


def blob(square):
    """RGB uint8 [SIDE, SIDE, 3] to the network's input, float32 [1, 3, SIDE, SIDE] in 0..1."""
    return square.transpose(2, 0, 1)[None].astype(np.float32) / 255


def decode(maps, scale, min_score):
    """The network's output [classes + 4, H, W] to labels, scores and boxes in the image."""
    heat, (w, h, dx, dy) = maps[:-4], maps[-4:]
    neighbourhood = np.stack([cv2.dilate(plane, np.ones((3, 3), np.uint8)) for plane in heat])
    labels, rows, columns = np.nonzero((heat >= min_score) & (heat >= neighbourhood))
    cell = rows, columns
    x, y = (columns + dx[cell]) * STRIDE, (rows + dy[cell]) * STRIDE
    half = np.stack([w[cell], h[cell]], axis=1) / 2
    centre = np.stack([x, y], axis=1)
    boxes = np.concatenate([centre - half, centre + half], axis=1) / scale
    return labels, heat[labels, rows, columns], boxes
