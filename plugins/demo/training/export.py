# SPDX-License-Identifier: Apache-2.0
"""Writes trained parameters as ONNX, and the class names beside it: export.py PARAMETERS ONNX"""
import argparse
import pathlib

import torch

from detect import SIDE
from draw import CLASSES
from network import SignNet


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parameters", help="file written by train.py")
    arguments.add_argument("onnx", type=pathlib.Path, help="file to write")
    options = arguments.parse_args()
    network = SignNet(len(CLASSES))
    network.load_state_dict(torch.load(options.parameters))
    torch.onnx.export(network.eval(), torch.zeros(1, 3, SIDE, SIDE), str(options.onnx),
                      opset_version=11, input_names=["image"], output_names=["maps"])
    options.onnx.with_suffix(".names").write_text("".join(f"{name}\n" for name in CLASSES))


if __name__ == "__main__":
    main()
