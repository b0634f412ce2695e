#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rule of growth: every archived golden keeps it, and what breaks it is found.

usage: layout_grows_test.py PLUGIN_API"""

import pathlib
import sys
import tempfile
import unittest

API = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(API / "abi"))

import check_growth  # noqa: E402  (its folder is an argument)

OLD = """constant ASSAY_ABI_MINOR 0
struct assay_str_t 16 frozen
field assay_str_t.data 0 8 const char*
field assay_str_t.size 8 8 uint64_t
struct assay_call_t 16 growing
field assay_call_t.struct_size 0 4 uint32_t
field assay_call_t.threads 8 4 uint32_t
"""


def faults(new):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "old.txt"), pathlib.Path(folder, "new.txt")
        before.write_text(OLD)
        after.write_text(new)
        return check_growth.faults(check_growth.Layout(before), check_growth.Layout(after))


def version_of(path):
    return [int(number) for number in path.stem.removeprefix("layout_").split(".")]


class Growth(unittest.TestCase):
    def test_of_every_archived_golden_keeps_the_rule(self):
        goldens = sorted((API / "abi").glob("layout_*.txt"), key=version_of)
        self.assertTrue(goldens)
        for old, new in zip(goldens, goldens[1:]):
            if version_of(old)[0] == version_of(new)[0]:
                found = check_growth.faults(check_growth.Layout(old), check_growth.Layout(new))
                self.assertEqual(found, [], f"{old.name} and {new.name}")

    def test_fields_behind_the_end_and_new_constants_are_growth(self):
        new = OLD.replace("MINOR 0", "MINOR 1").replace("assay_call_t 16", "assay_call_t 24")
        new += "constant ASSAY_NEW 1\nfield assay_call_t.added 16 8 int64_t\n"
        self.assertEqual(faults(new), [])

    def test_a_field_in_old_padding_is_found(self):
        new = OLD + "field assay_call_t.added 12 4 uint32_t\n"
        self.assertEqual(
            faults(new), ["assay_call_t.added lies at 12, before the old end of assay_call_t at 16"]
        )

    def test_a_field_of_a_frozen_struct_is_found(self):
        new = OLD.replace("assay_str_t 16", "assay_str_t 24") + "field assay_str_t.added 16 8 uint64_t\n"
        self.assertIn("assay_str_t.added was added to a frozen struct", faults(new))

    def test_a_swap_is_found(self):
        new = OLD.replace("data 0", "data X").replace("size 8", "size 0").replace("data X", "data 8")
        self.assertEqual(len(faults(new)), 2)

    def test_another_type_is_found(self):
        self.assertEqual(
            faults(OLD.replace("threads 8 4 uint32_t", "threads 8 4 int32_t")),
            ["assay_call_t.threads was '8 4 uint32_t' and is '8 4 int32_t'"],
        )

    def test_a_removed_item_is_found(self):
        lines = OLD.splitlines(keepends=True)
        self.assertIn("assay_call_t.threads is gone", faults("".join(lines[:-1])))

    def test_an_item_put_between_others_is_found(self):
        lines = OLD.splitlines(keepends=True)
        lines.insert(1, "constant ASSAY_NEW 1\n")
        self.assertEqual(
            faults("".join(lines)), ["assay_str_t stands at another place of the golden than before"]
        )


if __name__ == "__main__":
    unittest.main()
