# SPDX-License-Identifier: Apache-2.0
"""Draws images, trains the network on them and saves its parameters: train.py PARAMETERS"""
import argparse
import time

import cv2
import numpy as np
import torch

from detect import SIDE, STRIDE, letterbox
from draw import CLASSES, scene
from network import SignNet

CELLS = SIDE // STRIDE
BATCH = 32
PEAK_RATE = 4e-3


def target(labels, boxes):
    """Heat [classes, H, W], geometry [4, H, W] (w, h, dx, dy), and where that counts [H, W]."""
    heat = np.zeros((len(CLASSES), CELLS, CELLS), np.float32)
    geometry = np.zeros((4, CELLS, CELLS), np.float32)
    counts = np.zeros((CELLS, CELLS), np.float32)
    rows, columns = np.mgrid[:CELLS, :CELLS]
    for label, (x1, y1, x2, y2) in zip(labels, boxes):
        w, h, x, y = x2 - x1, y2 - y1, (x1 + x2) / 2 / STRIDE, (y1 + y2) / 2 / STRIDE
        column, row = int(x), int(y)
        sigma = max(0.5, min(w, h) / STRIDE / 9)
        bump = np.exp(-((columns - column) ** 2 + (rows - row) ** 2) / (2 * sigma**2))
        np.maximum(heat[label], bump, out=heat[label])
        geometry[:, row, column] = w, h, x - column, y - row
        counts[row, column] = 1
    return heat, geometry, counts


def draw_set(count, seed):
    rng = np.random.default_rng(seed)
    images = np.empty((count, 3, SIDE, SIDE), np.uint8)
    heat = np.empty((count, len(CLASSES), CELLS, CELLS), np.float16)
    geometry = np.empty((count, 4, CELLS, CELLS), np.float16)
    counts = np.empty((count, CELLS, CELLS), np.float16)
    for i in range(count):
        image, labels, boxes = scene(rng)
        square, scale = letterbox(image)
        images[i] = square.transpose(2, 0, 1)
        heat[i], geometry[i], counts[i] = target(labels, boxes * scale)
    return [torch.from_numpy(a) for a in (images, heat, geometry, counts)]


def loss(maps, heat, geometry, counts):
    """CenterNet's focal loss for the heat; L1 for the logarithm of the size and for the offset."""
    chance = maps[:, :len(CLASSES)].clamp(1e-4, 1 - 1e-4)
    centre = (heat == 1).float()
    found = centre * (1 - chance) ** 2 * chance.log()
    empty = (1 - centre) * (1 - heat) ** 4 * chance**2 * (1 - chance).log()
    signs = counts.sum().clamp(min=1)
    size, offset = maps[:, -4:-2], maps[:, -2:]
    size_error = (size.log() - geometry[:, :2].clamp(min=0.1).log()).abs() * counts[:, None]
    offset_error = (offset - geometry[:, 2:]).abs() * counts[:, None]
    return (size_error.sum() + 0.5 * offset_error.sum() - found.sum() - empty.sum()) / signs


def train(network, data, epochs):
    count = len(data[0]) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, pct_start=0.15,
                                                   total_steps=epochs * count)
    start = time.monotonic()
    for epoch in range(epochs):
        total = 0.0
        for batch in torch.randperm(len(data[0]))[:count * BATCH].split(BATCH):
            images, *truth = (part[batch].float() for part in data)
            error = loss(network(images / 255), *truth)
            optimiser.zero_grad()
            error.backward()
            optimiser.step()
            schedule.step()
            total += error.item()
        print(f"epoch {epoch + 1}/{epochs} loss {total / count:.3f} "
              f"after {time.monotonic() - start:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parameters", help="file to write")
    arguments.add_argument("--images", type=int, default=4000)
    arguments.add_argument("--epochs", type=int, default=24)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(1)  # the order of additions, and so the result, depends on it
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(options.seed)
    cv2.setNumThreads(1)
    data = draw_set(options.images, options.seed)
    network = SignNet(len(CLASSES))
    print("parameters", sum(p.numel() for p in network.parameters()), flush=True)
    train(network.train(), data, options.epochs)
    torch.save(network.state_dict(), options.parameters)


if __name__ == "__main__":
    main()
