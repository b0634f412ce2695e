# SPDX-License-Identifier: Apache-2.0
"""Definitions of the shape that Efemarai's pages have run as they are, with a plugin of the name of
their Python module."""
import json
import unittest

from assay_cli import AssayTest, BUILD, IMAGES

PROJECT = f"""\
project:
  name: Traffic signs
  description: What signs stand along a road
  problem_type: ObjectDetection
datasets:
  - name: Validation
    format: COCO
    stage: validation
    data_url: "{IMAGES}"
    annotations_url: "{IMAGES}/instances.json"
    upload: true
    num_datapoints: 12
    mask_generation: null
    min_asset_area: 15
"""
RUNTIME = """\
    runtime:
      image: python:3.9-slim
      device: cpu
      batch:
        max_size: 10
      load:
        entrypoint: dummy_model:load
        inputs:
          - name: device
            value: ${model.runtime.device}
          - name: kind
            value: dummy
        output:
          name: model
      predict:
        entrypoint: dummy_model:predict
        inputs:
          - name: datapoints
            value: ${datapoints}
          - name: model
            value: ${model.runtime.load.output.model}
        output:
          name: predictions
          keys:
            - bbox
"""


class Documentation(AssayTest):
    def check(self, definition):
        run = self.assay("check", definition, "--runtime", "--plugin-dir", BUILD / "lib")
        self.assert_code(run, 0)
        return run.stdout

    def assert_evaluates(self, definition, model):
        self.assertIn(f"model {model}: loaded and run", self.check(definition))
        self.assert_code(self.evaluate(definition), 0)
        boxes = json.loads((self.folder / "run" / "predictions.json").read_text())
        self.assertEqual(self.summary()["datapoints"]["evaluated"], 12)
        self.assertEqual({box["score"] for box in boxes}, {0.5})

    def test_one_file_with_everything(self):
        definition = self.write("efemarai.yaml", PROJECT + "models:\n  - name: Dummy\n" + RUNTIME)
        self.assert_evaluates(definition, "Dummy")

    def test_a_project_that_does_not_say_what_it_is_about(self):
        silent = PROJECT.replace("  problem_type: ObjectDetection\n", "")
        definition = self.write("efemarai.yaml", silent + "models:\n  - name: Dummy\n" + RUNTIME)
        self.assert_evaluates(definition, "Dummy")
        self.assertIn("bbox", self.summary()["metrics"])
        checked = self.assay("check", definition, "--plugin-dir", BUILD / "lib")
        self.assertIn("no problem_type is given: ObjectDetection, as the models' output keys say",
                      checked.stderr)
        run = self.assay("stress", definition, "--domain", "color", "--budget", "40",
                         "-o", "stress", "--plugin-dir", BUILD / "lib", "--no-progress")
        self.assert_code(run, 0)

    def test_errors_say_that_nobody_wrote_the_problem_type(self):
        silent = PROJECT.replace("  problem_type: ObjectDetection\n", "")
        definition = self.write("efemarai.yaml", silent + "models:\n  - name: Dummy\n"
                                "    classes: [these, are, none]\n" + RUNTIME)
        run = self.assay("check", definition, "--plugin-dir", BUILD / "lib")
        self.assert_code(run, 65)
        self.assertIn("no problem_type is given: ObjectDetection", run.stderr)

    def test_a_project_and_a_repository_with_the_runtime_of_any_model(self):
        self.write("repository/efemarai.yaml", "models:\n  - name: ${model.name}\n" + RUNTIME)
        definition = self.write("project.yaml", PROJECT + """\
models:
  - name: Dummy
    description: Lies in a repository of its own
    repository:
      url: repository
      branch: main
""")
        self.assert_evaluates(definition, "Dummy")

    def test_faults_of_the_repository_are_shown_in_its_file(self):
        wrong = RUNTIME.replace("- name: kind", "- name: knid")
        self.write("repository/efemarai.yaml", "models:\n  - name: ${model.name}\n" + wrong)
        self.write("project.yaml", PROJECT + """\
models: [{name: Dummy, repository: {url: repository}}]
""")
        run = self.assay("check", "project.yaml", "--plugin-dir", BUILD / "lib")
        self.assert_code(run, 65)
        self.assertEqual(
            run.stderr,
            "assay: repository/efemarai.yaml:13:19: load() has no parameter 'knid'; did you mean "
            "'kind'?\n              - name: knid\n                      ^\n")


if __name__ == "__main__":
    unittest.main()
