# SPDX-License-Identifier: Apache-2.0
"""The network: a small convolutional pyramid that marks centres of signs (after CenterNet).

Input [N, 3, 160, 160], RGB in 0..1. Output [N, classes + 4, 40, 40]: for each class the chance that
a sign's centre lies in this cell; then width and height of that sign in input pixels, and where in
the cell its centre lies, x and y in 0..1.

Only operators that OpenCV 4.6 reads from ONNX: no clamp, ReLU6 or TopK.
"""
import torch
from torch import nn
from torch.nn.functional import interpolate, relu

from detect import STRIDE


def conv(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU())


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = conv(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
                                    nn.BatchNorm2d(channels))

    def forward(self, x):
        return relu(x + self.second(self.first(x)))


class SignNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.classes = classes
        self.quarter = nn.Sequential(conv(3, 16, 2), conv(16, 24, 2))
        self.eighth = nn.Sequential(conv(24, 32, 2), Residual(32))
        self.sixteenth = nn.Sequential(conv(32, 48, 2), Residual(48))
        self.from_sixteenth = nn.Conv2d(48, 32, 1)
        self.from_eighth = nn.Conv2d(32, 32, 1)
        self.from_quarter = nn.Conv2d(24, 32, 1)
        self.head = nn.Sequential(conv(32, 32), nn.Conv2d(32, classes + 4, 1))
        nn.init.constant_(self.head[-1].bias[:classes], -4.0)  # most cells hold no centre
        nn.init.constant_(self.head[-1].bias[classes:classes + 2], 1.5)

    def forward(self, x):
        quarter = self.quarter(x)
        eighth = self.eighth(quarter)
        y = doubled(self.from_sixteenth(self.sixteenth(eighth))) + self.from_eighth(eighth)
        y = self.head(doubled(y) + self.from_quarter(quarter))
        heat, size, offset = y.split([self.classes, 2, 2], dim=1)
        return torch.cat([heat.sigmoid(), size.exp() * STRIDE, offset.sigmoid()], dim=1)


def doubled(x):
    return interpolate(x, scale_factor=2.0, mode="nearest")
