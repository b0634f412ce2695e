#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""MNIST's test set as 10,000 PNGs and a labels.csv.

usage: unpack_mnist.py SHARED_DATA OUT
"""
import gzip
import pathlib
import struct
import sys
import zlib


def chunk(kind, content):
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(width, height, rows):
    """8-bit grey."""
    lines = b"".join(b"\0" + rows[y * width:(y + 1) * width] for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def main():
    mnist = pathlib.Path(sys.argv[1]) / "datasets" / "mnist"
    out = pathlib.Path(sys.argv[2])
    images = gzip.open(mnist / "t10k-images-idx3-ubyte.gz").read()
    labels = gzip.open(mnist / "t10k-labels-idx1-ubyte.gz").read()[8:]
    count, height, width = struct.unpack(">III", images[4:16])
    (out / "images").mkdir(parents=True)
    with open(out / "labels.csv", "w") as table:
        table.write("file,class_index\n")
        for i in range(count):
            begin = 16 + i * width * height
            name = f"{i:05}.png"
            (out / "images" / name).write_bytes(
                png(width, height, images[begin:begin + width * height]))
            table.write(f"{name},{labels[i]}\n")


if __name__ == "__main__":
    main()
