#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checker must find what it is there to find."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from check_layers import include_breaches  # noqa: E402


def found(path, *includes):
    return list(include_breaches(pathlib.PurePath(path), includes))


class IncludeBreaches(unittest.TestCase):
    def test_lower_folders_do_not_know_higher_ones(self):
        self.assertEqual(len(found("core/base/file.cpp", "core/image/decode.hpp")), 1)
        self.assertEqual(len(found("core/evaluation/a.cpp", "core/plugin/b.hpp")), 1)
        self.assertEqual(found("core/pipeline/a.cpp", "core/base/b.hpp", "core/plugin/c.hpp"), [])

    def test_only_core_plugin_knows_the_abi(self):
        self.assertEqual(len(found("core/predict/a.hpp", "assay/plugin.h")), 1)
        self.assertEqual(found("core/plugin/a.hpp", "assay/plugin.h"), [])

    def test_plugins_never_include_core(self):
        self.assertEqual(len(found("plugins/demo/a.cpp", "core/base/file.hpp")), 1)
        self.assertEqual(found("plugins/demo/a.cpp", "assay/sdk.hpp", "opencv2/dnn.hpp"), [])

    def test_third_parties_stay_out_of_headers(self):
        self.assertEqual(len(found("core/base/a.hpp", "fmt/format.h")), 1)
        self.assertEqual(found("core/base/a.cpp", "fmt/format.h"), [])

    def test_the_worker_is_slim(self):
        self.assertEqual(len(found("runner/worker/main.cpp", "core/base/file.hpp")), 1)
        self.assertEqual(len(found("runner/worker/main.cpp", "fmt/format.h")), 1)
        self.assertEqual(found("runner/worker/main.cpp", "boost/dll.hpp", "assay/plugin.h"), [])


if __name__ == "__main__":
    unittest.main()
