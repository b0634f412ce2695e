# SPDX-License-Identifier: Apache-2.0
"""The built abi-check, asked for JSON."""

import json
import os
import pathlib
import subprocess

BUILD = pathlib.Path(os.environ["ASSAY_BUILD"])
SOURCE = pathlib.Path(os.environ["ASSAY_SOURCE"])


def check(plugin, *options):
    """(exit code, what it says of the plugin)"""
    command = [str(BUILD / "bin/assay"), "abi-check", str(plugin), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if not done.stdout:
        raise AssertionError(f"{' '.join(command)}: {done.stderr}")
    return done.returncode, json.loads(done.stdout)["plugins"][0]


def rules(said, *severities):
    return {one["rule"] for one in said["findings"] if one["severity"] in severities}
