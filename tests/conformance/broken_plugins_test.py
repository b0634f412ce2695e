#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plugins that break one rule each are found by exactly that rule."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from abi_check import BUILD, check, rules

FOLDER = BUILD / "broken_plugins"
TEST_PLUGINS = BUILD / "test_plugins"  # built for the unit tests

ERRORS = {
    "answers_half": "probe.outputs",
    "answers_nothing": "probe.outputs",
    "blocks_signals": "probe.surroundings",
    "cancels_unasked": "probe.cancelled",
    "changes_environment": "probe.surroundings",
    "changes_folder": "probe.surroundings",
    "changes_umask": "probe.surroundings",
    "closes_files": "probe.crash",
    "closes_stdout": "probe.surroundings",
    "crashes_at_second_load": "probe.repeat",
    "crashes_in_load": "probe.crash",
    "crashes_in_unload": "probe.crash",
    "dies_of_cancelling": "probe.cancelled",
    "dies_of_gray": "probe.color",
    "dies_of_small_images": "probe.image-size",
    "executable_stack": "elf.executable-stack",
    "exits_in_load": "probe.exit",
    "exits_in_predict": "probe.exit",
    "fails_silently": "probe.error-text",
    "fails_when_cancelled": "probe.cancelled",
    "fast_math_start": "elf.fast-math",
    "foreign_path": "elf.runpath",
    "gives_nan": "probe.fields",
    "hangs_in_predict": "probe.hang",
    "hides_refusal": "probe.memory",
    "ignores_stride": "probe.row-stride",
    "keeps_to_its_thread": "probe.threads",
    "knows_every_extension": "probe.extension",
    "leaks_symbols": "elf.exports",
    "loads_once": "probe.repeat",
    "misnames_its_field": "probe.fields",
    "needs_sanitizer": "elf.needed",
    "old_path": "elf.rpath",
    "races": "probe.threads",
    "reads_past_call": "probe.struct-size",
    "reads_past_host": "probe.struct-size",
    "reads_past_pixels": "probe.pixel-bounds",
    "refuses_gray": "probe.color",
    "refuses_newer_hosts": "probe.struct-size",
    "refuses_newer_images": "probe.struct-size",
    "refuses_silently": "probe.error-text",
    "refuses_threads": "probe.threads",
    "sets_locale": "probe.surroundings",
    "sets_rounding": "probe.surroundings",
    "sets_signal_handler": "probe.surroundings",
    "sets_thread_locale": "probe.surroundings",
    "speaks_for_the_probe": "probe.crash",
    "text_relocation": "elf.text-relocations",
    "throws_in_load": "probe.exception",
    "trusts_struct_size": "probe.struct-size",
    "uses_refused_memory": "probe.memory",
    "wears_out": "probe.repeat",
    "writes_pixels": "probe.writes-pixels",
    "wrong_model_type": "descriptor.handle",
}
WARNINGS = {
    "bound_late": "elf.bind-now",
    "initial_exec": "elf.static-tls",
    "leaks_files": "probe.leak",
    "leaks_memory": "probe.leak",
}
CLEAN = ["keeps_all", "counts_calls", "fills_room", "numbers_models"]
OF_UNIT_TESTS = {
    "bad_size": "descriptor.size",
    "changed_alias": "layout.type",
    "changed_callback": "layout.type",
    "changed_constant": "layout.constant",
    "inserted_field": "layout.type",
    "no_unload": "descriptor.functions",
    "other_major": "layout.version",
    "too_new": "descriptor.minor",
}


class BrokenPlugins(unittest.TestCase):
    def expect(self, plugin, errors, *options):
        code, said = check(plugin, *options)
        self.assertEqual(rules(said, "error"), errors, said)
        self.assertEqual(code, 1 if errors else 0, said)
        return said

    def test_that_keeps_all_is_not_found_fault_with(self):
        for name in CLEAN:
            with self.subTest(name):
                self.assertEqual(self.expect(FOLDER / f"{name}.so", set())["findings"], [])

    def test_are_found_by_their_rule_alone(self):
        for name, rule in ERRORS.items():
            with self.subTest(name):
                self.expect(FOLDER / f"{name}.so", {rule}, "--limit", "3")

    def test_that_break_what_only_warns_pass_with_a_warning(self):
        for name, rule in WARNINGS.items():
            with self.subTest(name):
                said = self.expect(FOLDER / f"{name}.so", set())
                self.assertEqual(rules(said, "warning"), {rule}, said)

    def test_of_other_layouts_and_tables_are_found(self):
        for name, rule in OF_UNIT_TESTS.items():
            with self.subTest(name):
                self.expect(TEST_PLUGINS / f"{name}.so", {rule})

    def test_with_swapped_fields_are_found_by_their_layout(self):
        _, said = check(TEST_PLUGINS / "swapped_fields.so")
        self.assertIn("layout.type", rules(said, "error"))

    def test_that_flush_denormals_are_found(self):
        plugin = FOLDER / "flushes_denormals.so"
        if not plugin.exists():
            self.skipTest("for x86-64 only")
        self.expect(plugin, {"probe.surroundings"})

    def test_with_a_static_library_leak_its_symbols(self):
        _, said = check(FOLDER / "static_library.so")
        self.assertLessEqual({"elf.exports"}, rules(said, "error"))
        self.assertLessEqual(rules(said, "error"), {"elf.exports", "elf.unique-symbols"})

    def test_that_need_what_nobody_defines_cannot_be_opened_either(self):
        self.expect(FOLDER / "needs_nobody.so", {"elf.undefined", "probe.open"})

    def test_without_relro_have_tables_that_can_be_written_to(self):
        said = self.expect(FOLDER / "without_relro.so", {"elf.symbol"})
        self.assertEqual(rules(said, "warning"), {"elf.relro"})

    def test_whose_tables_say_the_same_without_end_are_not_read_to_it(self):
        code, said = check(FOLDER / "repeats_a_text.so")
        self.assertEqual((code, said["unreadable"]), (1, "its default values have more text than can be"))

    def test_that_refuse_to_start_are_not_probed(self):
        said = self.expect(FOLDER / "refuses_to_start.so", set())
        self.assertEqual(rules(said, "note"), {"probe.not-run"}, said)
        self.assertIn("the licence has expired", said["findings"][0]["seen"])

    def test_unchecked_arguments_are_worth_a_note(self):
        said = self.expect(FOLDER / "unchecked_arguments.so", set())
        self.assertEqual(rules(said, "note"), {"probe.arguments", "elf.imports"})


class NothingRuns(unittest.TestCase):
    """In the layers that read the file."""

    PLUGIN = FOLDER / "constructor_aborts.so"

    def test_without_the_probe(self):
        code, said = check(self.PLUGIN, "--no-probe")
        self.assertEqual((code, rules(said, "error")), (0, set()), said)

    def test_with_it_the_constructor_is_found(self):
        code, said = check(self.PLUGIN)
        self.assertEqual((code, rules(said, "error")), (1, {"probe.crash"}), said)
        crash = [one for one in said["findings"] if one["rule"] == "probe.crash"]
        self.assertIn("when it was loaded", crash[0]["seen"])


class LeftBehind(unittest.TestCase):
    def strays(self):
        return [one for one in pathlib.Path("/proc").glob("[0-9]*") if self.is_stray(one)]

    def is_stray(self, process):
        try:
            words = (process / "comm").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            return False
        return b"assay-stray" in words

    def test_processes_are_ended_with_the_probe(self):
        code, said = check(FOLDER / "leaves_daemons.so")
        self.assertEqual((code, self.strays()), (0, []), said)

    def test_nothing_is_by_an_interrupt(self):
        for name, code in [("SIGINT", 130), ("SIGTERM", 143)]:
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                process = subprocess.Popen(
                    [BUILD / "bin/assay", "abi-check", FOLDER / "hangs_with_daemons.so"],
                    env={**os.environ, "XDG_RUNTIME_DIR": folder},
                    stderr=subprocess.PIPE,
                    text=True,
                )
                while len(self.strays()) < 2:
                    time.sleep(0.01)
                process.send_signal(getattr(signal, name))
                _, said = process.communicate(timeout=30)
                self.assertEqual(process.returncode, code, said)
                self.assertTrue(said.endswith("assay: interrupted while probing\n"), said)
                self.assertEqual((self.strays(), os.listdir(folder)), ([], []))


class Eating(unittest.TestCase):
    def test_plugins_use_no_more_memory_than_they_may(self):
        code, said = check(FOLDER / "eats_memory.so", "--worker-memory", "200M")
        self.assertEqual((code, rules(said, "error")), (1, {"probe.crash"}), said)
        seen = [one["seen"] for one in said["findings"] if one["rule"] == "probe.crash"]
        self.assertIn("used more than 200 MiB of memory (--worker-memory) when predict was", seen[0])


class Hanging(unittest.TestCase):
    def test_plugins_take_no_longer_than_they_may(self):
        begin = time.monotonic()
        check(FOLDER / "hangs_in_predict.so", "--limit", "1")
        self.assertLess(time.monotonic() - begin, 30)

    def test_is_not_what_many_calls_do_that_each_come_to_an_end(self):
        code, said = check(FOLDER / "loads_slowly.so", "--limit", "1")
        self.assertEqual((code, said["findings"]), (0, []), said)


if __name__ == "__main__":
    unittest.main()
