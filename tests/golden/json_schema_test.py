# SPDX-License-Identifier: Apache-2.0
"""The schema for editors takes the definitions of this tree, and refuses the bad ones that it can.

Needs Debian's python3-jsonschema and python3-yaml, and skips without.
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from assay_cli import ASSAY
from case_file import files_of, read_cases

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = None

SOURCE = pathlib.Path(os.environ["ASSAY_SOURCE"])
SCHEMA = SOURCE / "core" / "definition" / "assay.schema.json"
CASES = SOURCE / "tests" / "golden" / "definitions"

# What only the parser can know: names that occur twice or nowhere, files, variables, numbers against
# each other. Whatever else is wrong with a case, the schema must see.
PARSER_ONLY = {
    "classes": ["a file that is not there", "a file with an empty line",
                "a remap of a name that is not there", "a remap of a name misspelled",
                "a remap of an index that is not there"],
    "companions": ["neither a runtime nor a file that has one", "a file without that model",
                   "a fault of syntax in the file", "a fault in the runtime of the file",
                   "a fault in efemarai.yaml", "a file there that is not there"],
    "datasets": ["two of one name", "a url", "COCO with labels.csv", "ImageNet with instances.json",
                 "categories of a file that is not there", "categories with a gap",
                 "a category that is not there", "categories of folders that name the classes",
                 "a label that has a name and is ignored", "columns that are named twice"],
    "domains": ["no transformations", "a file and transformations", "a file that is not there",
                "a file without a domain", "a file that names another", "a fault in the file",
                "two domains of one name", "two transformations of one name",
                "two axes of one name", "an axis without values", "a fixed axis without a value",
                "a range the wrong way round", "a range of one", "a range of text",
                "a range of halves for whole numbers", "a value of another type",
                "a colour of four", "a colour in hexadecimal", "steps without a range",
                "a logarithm of nothing", "a negative severity",
                "a preset in the file of a domain", "a link from nowhere",
                "a link to nowhere", "a link from an output that is not there",
                "ends that contradict each other", "a circle",
                "a transformation that nothing leads to", "a transformation that leads nowhere"],
    "gates": ["bounds the wrong way round", "a bound that is infinite"],
    "models": ["two of one name", "a repository that is not there", "a repository that is a file",
               "a remote repository", "a file that is not there", "a folder that is not there",
               "two files of one name"],
    "project": ["a name of two lines", "private that is text"],  # YAML 1.1's `no` is false
    "runtime": ["an output key twice", "an input without a value",
                "an input with a dash in its name", "two inputs of one name", "two devices"],
    "tests": ["a baseline of a model misspelled", "a baseline of a data set that is not there",
              "two baselines of one name", "a test of a domain misspelled"],
    "variables": ["an environment variable that is not set", "the same in braces",
                  "datapoints misspelled", "a file misspelled", "a variable that is near nothing",
                  "braces that are never closed", "a name with a blank",
                  "the model before it is loaded", "datapoints before the model is loaded",
                  "an input that refers to itself", "a circle of inputs", "what predict returns",
                  "datapoints in the middle of text"],
}


def example_of_readme():
    page = (SOURCE / "core" / "definition" / "README.md").read_text()
    return page.split("```yaml\n")[1].split("```")[0]


@unittest.skipIf(jsonschema is None, "python3-jsonschema or python3-yaml is not installed")
class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)

    def faults(self, text):
        return [fault.message for fault in self.validator.iter_errors(yaml.safe_load(text))]

    def test_takes_good_definitions(self):
        files = [SOURCE / "tests" / "data" / "seed" / "assay.yaml",
                 SOURCE / "plugins" / "demo" / "assay.yaml",
                 *(SOURCE / "tests" / "reference").glob("*.yaml"),
                 SOURCE / "tests" / "fuzz" / "corpus" / "definition" / "everything.yaml"]
        texts = {file.name: file.read_text() for file in files}
        texts["README.md"] = example_of_readme()
        for name, text in texts.items():
            with self.subTest(name):
                self.assertEqual(self.faults(text), [])

    def test_takes_what_new_writes_and_suggests(self):
        for task in ["detection", "classification", "segmentation", "keypoints", "regression"]:
            with self.subTest(task), tempfile.TemporaryDirectory() as folder:
                made = pathlib.Path(folder) / task
                subprocess.run([str(ASSAY), "new", str(made), "--task", task], check=True,
                               capture_output=True)
                text = (made / "assay.yaml").read_text()
                suggested = re.sub(r"^# (?=datasets:|gates:|  )", "", text, flags=re.MULTILINE)
                self.assertIn("datasets", yaml.safe_load(suggested))
                self.assertEqual(self.faults(text), [])
                self.assertEqual(self.faults(suggested), [])

    def test_refuses_bad_ones(self):
        passed = {}
        self.maxDiff = None
        for file in CASES.glob("*.txt"):
            if file.stem == "yaml":
                continue  # most are no YAML at all
            prelude, cases = read_cases(file)
            for name, end, _ in cases:
                try:
                    if not self.faults(files_of(prelude + end)["assay.yaml"]):
                        passed.setdefault(file.stem, []).append(name)
                except yaml.YAMLError:
                    pass
        self.assertEqual(passed, PARSER_ONLY)


if __name__ == "__main__":
    unittest.main()
