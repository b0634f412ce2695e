# SPDX-License-Identifier: Apache-2.0
"""What authors and CI run on plugins: inspect, abi-check and check."""
import json
import unittest
import xml.etree.ElementTree as ET

from assay_cli import AssayTest, BUILD, SOURCE

DEMO = SOURCE / "plugins" / "demo" / "assay.yaml"
DEMO_DIR = BUILD / "lib" / "demo"
FAULTY = BUILD / "test_plugins" / "faulty.so"
FAST_MATH = BUILD / "test_plugins" / "fast_math.so"
REFERENCE = BUILD / "lib" / "reference.so"


class Inspect(AssayTest):
    def test_says_what_a_plugin_offers(self):
        run = self.assay("inspect", REFERENCE)
        self.assert_code(run, 0)
        self.assertIn("Reference 1.0.0  org.assay.reference\n", run.stdout)
        self.assertIn("load load, makes a reference.Model\n", run.stdout)
        self.assertIn("    boxes    int, default 8, 0 to 100000\n", run.stdout)
        self.assertIn("  exports   assay_plugin_v1\n", run.stdout)

    def test_json(self):
        run = self.assay("inspect", REFERENCE, "--json")
        self.assert_code(run, 0)
        found = json.loads(run.stdout)
        self.assertEqual(found["plugin"]["id"], "org.assay.reference")
        self.assertEqual([entry["role"] for entry in found["entries"]],
                         ["load", "predict", "predict"])
        self.assertEqual(found["elf"]["exports"], ["assay_plugin_v1"])
        self.assertTrue(found["contract"]["usable"])

    def test_a_file_that_is_no_plugin(self):
        for file, why in [("/bin/true", "it is a program"), (DEMO, "it is not an ELF file"),
                          ("/nowhere.so", "No such file"), (SOURCE, "not a regular file")]:
            run = self.assay("inspect", file)
            self.assert_code(run, 69)
            self.assertIn(why, run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1)


class AbiCheck(AssayTest):
    def test_plugins_that_conform(self):
        run = self.assay("abi-check", REFERENCE, DEMO_DIR / "inference.so")
        self.assert_code(run, 0)
        self.assertEqual(run.stdout.count(" conforms"), 2)

    def test_one_that_does_not(self):
        run = self.assay("abi-check", REFERENCE, FAST_MATH, "--json", "--junit", "junit.xml")
        self.assert_code(run, 1)
        [good, bad] = json.loads(run.stdout)["plugins"]
        self.assertTrue(good["conforms"])
        errors = [f["rule"] for f in bad["findings"] if f["severity"] == "error"]
        self.assertEqual(errors, ["elf.fast-math"])
        suites = ET.parse(self.folder / "junit.xml").getroot().findall("testsuite")
        self.assertEqual([suite.get("failures") for suite in suites], ["0", "1"])

    def test_one_that_cannot_be_read_does_not_hide_the_others(self):
        run = self.assay("abi-check", DEMO, REFERENCE)
        self.assert_code(run, 1)
        self.assertIn("cannot be checked: it is not an ELF file", run.stdout)
        self.assertIn("reference.so conforms", run.stdout)

    def test_a_policy(self):
        policy = self.write("policy.yaml", "rules: {elf.fast-math: warning}\n"
                                           "ceilings: {GLIBC: \"2.1\"}\n")
        run = self.assay("abi-check", FAST_MATH, "--policy", policy)
        self.assert_code(run, 0)
        self.assertIn("warning  elf.fast-math", run.stdout)
        run = self.assay("abi-check", REFERENCE, "--policy", policy)
        self.assert_code(run, 1)
        self.assertIn("elf.symbol-version", run.stdout)

    def test_calls_a_plugin_with_the_inputs_of_a_definition(self):
        faulty = BUILD / "lib" / "faulty.so"
        definition = self.define(inputs={"fault": "abort", "at": "all"})
        run = self.assay("abi-check", faulty, "--definition", definition)
        self.assert_code(run, 1)
        self.assertIn("error    probe.crash            died by signal 6", run.stdout)
        self.assertIn("when predict was called with a batch of images", run.stdout)
        run = self.assay("abi-check", faulty, "--definition", definition, "--no-probe")
        self.assert_code(run, 0)

    def test_a_definition_that_does_not_fit_the_plugin(self):
        run = self.assay("abi-check", REFERENCE, "--definition", self.define(inputs={"falt": "x"}))
        self.assert_code(run, 65)
        self.assertIn("load() has no parameter 'falt'", run.stderr)

    def test_refuses_options_that_do_not_go_together(self):
        run = self.assay("abi-check", REFERENCE, "--model", "m")
        self.assert_code(run, 64)
        self.assertIn("give --definition too", run.stderr)
        run = self.assay("abi-check", REFERENCE, REFERENCE, "--definition", DEMO)
        self.assert_code(run, 64)
        self.assertIn("--definition goes with one PLUGIN", run.stderr)

    def test_a_probe_that_is_none(self):
        for probe, why in [("/nowhere", "there is no probe at /nowhere"),
                           ("/bin/true", "/bin/true is no probe of this assay")]:
            run = self.assay("abi-check", REFERENCE, "--probe", probe)
            self.assert_code(run, 69)
            self.assertIn(why, run.stderr)

    def test_junit_holds_the_rules_that_were_applied(self):
        for options, probed in [([], True), (["--no-probe"], False)]:
            self.assert_code(self.assay("abi-check", REFERENCE, "--junit", "j.xml", *options), 0)
            cases = [case.get("name") for case in ET.parse(self.folder / "j.xml").iter("testcase")]
            self.assertIn("layout.type", cases)
            self.assertEqual("probe.crash" in cases, probed)

    def test_needs_a_plugin(self):
        run = self.assay("abi-check")
        self.assert_code(run, 64)
        self.assertIn("PLUGIN is missing", run.stderr)


class Check(AssayTest):
    def check(self, definition, *options):
        return self.assay("check", definition, "--plugin-dir", BUILD / "lib", *options)

    def test_a_definition_that_holds(self):
        run = self.assay("check", DEMO, "--plugin-dir", DEMO_DIR)
        self.assert_code(run, 0)
        self.assertIn("data set drawn: 100 datapoints\n  classes of signs: 4 of 4 are categories, "
                      "and 4 of 4 categories are classes\nthe definition holds\n", run.stdout)

    def test_a_misspelled_input_is_found_without_running_the_plugin(self):
        definition = self.define(inputs={"falt": "load-abort"})
        run = self.check(definition)
        self.assert_code(run, 65)
        self.assertIn("load() has no parameter 'falt'; did you mean 'fault'?", run.stderr)
        self.assertIn("^", run.stderr)

    def test_runtime(self):
        run = self.check(self.define(batch=2), "--runtime")
        self.assert_code(run, 0)
        self.assertIn("  scene_001.jpg  boxes f32 [1,4], classes i64 [1], scores f32 [1]\n",
                      run.stdout)

    def test_runtime_with_a_model_that_gives_nonsense(self):
        run = self.check(self.define(inputs={"fault": "nan", "at": "all"}), "--runtime")
        self.assert_code(run, 1)
        self.assertIn("invalid_output: boxes: has NaN", run.stdout)

    def test_runtime_with_a_model_that_cannot_load(self):
        run = self.check(self.define(inputs={"fault": "load-throw"}), "--runtime")
        self.assert_code(run, 69)
        self.assertIn("the weights are not there", run.stderr)

    def test_runtime_shows_what_the_plugin_prints(self):
        run = self.check(self.define(inputs={"fault": "flood", "at": "scene_001.jpg"}), "--runtime")
        self.assert_code(run, 0)
        self.assertIn("the last of the plugin's output:\n", run.stderr)
        self.assertLess(len(run.stderr), 20_000)

    def test_runtime_without_a_data_set(self):
        definition = self.define(inputs={})
        text = definition.read_text()
        begin = text.index("datasets:")
        definition.write_text(text[:begin] + text[text.index("models:"):])
        run = self.check(definition, "--runtime", "--batch", "2")
        self.assert_code(run, 0)
        self.assertIn("  noise-1  boxes f32 [1,4]", run.stdout)

    def test_runtime_where_no_gpu_is(self):
        run = self.check(self.define(device="gpu"), "--runtime")
        self.assert_code(run, 69)
        self.assertIn("--device cpu", run.stderr)

    def test_a_data_set_that_is_not_there(self):
        run = self.check(self.define(images=self.folder / "none"))
        self.assert_code(run, 65)
        self.assertIn("none", run.stderr)


class DamagedFiles(AssayTest):
    def test_each_gets_one_line(self):
        good = FAULTY.read_bytes()
        for cut in range(0, len(good), max(1, len(good) // 40)):
            file = self.folder / "cut.so"
            file.write_bytes(good[:cut])
            run = self.assay("inspect", file)
            self.assertIn(run.returncode, (0, 69), run.stderr)
            self.assertLessEqual(run.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
