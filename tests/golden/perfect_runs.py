# SPDX-License-Identifier: Apache-2.0
"""Whole runs of a model that is right about every transformed image.

What the model answers is worked out beforehand: a first run with a model that finds nothing says
which trials there are (nothing that is drawn or designed depends on answers, nor on what is asked
of a model), oracle_answers says what is to be seen in each, and the second run's model looks that
up by the pixels it is given.
"""
import json
import re
import subprocess

from assay_cli import AssayTest, BUILD

HEAD = """
project: {{name: Perfect, problem_type: {problem_type}}}
datasets:
{datasets}
models:
"""

MODEL = """
  - name: {name}
    runtime:
      batch: {{max_size: 16}}
      load:
        entrypoint: oracle:load
        inputs:
          - {{name: answers, value: "{folder}/{name}.answers"}}
          - {{name: task, value: {task}}}
        output: {{name: model}}
      predict:
        entrypoint: oracle:predict
        inputs:
          - {{name: model, value: "${{model.runtime.load.output.model}}"}}
          - {{name: datapoints, value: "${{datapoints}}"}}
        output: {{name: predictions}}
"""

# Beside each operator alone: what one-operator domains do not come to by themselves.
LEAVING = """
      - {name: move, operator: Affine, axes: [
          {name: translate_x, type: float, range: [-1, 1]},
          {name: translate_y, type: float, range: [-1, 1]},
          {name: affine_scale, type: float, range: [0.05, 3]},
          {name: affine_rotate, type: float, range: [-180, 180]},
          {name: border_mode, type: int, choices: [0, 1, 2, 3, 4]},
          {name: interpolation, type: int, choices: [0, 1, 2, 4]}]}
"""
CHAIN = """
      - {name: pose, operator: Affine}
      - {name: lens, operator: LensDistortion}
      - {name: hidden, operator: Occlusion}
      - {name: view, operator: Perspective}
"""
GRAPH = """
      - {name: source, operator: ChooseImage}
      - {name: turned, operator: Affine, inputs: [output_from: {transformation: source}]}
      - {name: light, operator: Gamma, inputs: [output_from: {transformation: source}]}
      - {name: fog, operator: Fog, inputs: [output_from: {transformation: light}]}
      - {name: mixed, operator: Blend, inputs: [output_from: {transformation: light},
          output_from: {transformation: fog}]}
      - {name: one, operator: Choose, inputs: [output_from: {transformation: mixed},
          output_from: {transformation: turned}]}
      - {name: end, operator: EvaluateSample, inputs: [output_from: {transformation: one}]}
"""


class PerfectRuns(AssayTest):
    BUDGET = {}  # predictions of the tests of domains, where it is not the usual one
    USUAL_BUDGET = 50

    def budget_of(self, domain):
        return self.BUDGET.get(domain, self.USUAL_BUDGET)

    def operators(self):
        listed = self.assay("domain", "list").stdout.split("operators, ", 1)[1]
        return re.findall(r"^  (\w+) ", listed, re.M)

    def domains(self):
        """Transformations by the names of domains."""
        joining = {"Blend", "Choose", "ChooseImage", "EvaluateSample"}  # in the graph
        alone = {name: f"      - {{name: it, operator: {name}}}\n" for name in self.operators()
                 if name not in joining}
        return {**alone, "leaving": LEAVING, "chain": CHAIN, "graph": GRAPH}

    def define(self, file, problem_type, task, datasets, domains):
        """A test of each domain, on the data set `shown`; `task` is the oracle's word for it."""
        text = HEAD.format(problem_type=problem_type, datasets=datasets)
        for name in domains:
            text += MODEL.format(name=name, folder=self.folder, task=task)
        text += "domains:\n"
        for name, transformations in domains.items():
            text += f"  - name: {name}\n    transformations:\n{transformations.lstrip(chr(10))}"
        text += "tests:\n"
        for name in domains:
            text += (f"  - {{name: {name}, model: {name}, dataset: shown, domain: {name}, "
                     f"budget: {self.budget_of(name)}, search: sobol, min_score: 0.01}}\n")
        return self.write(file, text)

    def run_all(self, definition, out):
        run = self.assay("run", definition, "-o", out, "--no-progress", "--plugin-dir",
                         BUILD / "lib", timeout=500)
        self.assert_code(run, 0)

    def work_out_answers(self, definition, domains):
        """Of all trials of the run `blind`, by the data set `truth`."""
        self.run_all(definition, "blind")
        for name in domains:
            lines = (self.folder / "blind" / name / "journal.jsonl").read_text().splitlines()
            trials = [json.loads(line)["id"] for line in lines[1:]]
            self.assertEqual(len(trials), self.budget_of(name))  # each of them, and no incident
            self.write(f"{name}.trials", "\n".join(trials) + "\n")
        run = subprocess.run([BUILD / "bin" / "oracle_answers", definition, "truth", self.folder],
                             capture_output=True, text=True, check=False)
        self.assert_code(run, 0)

    def check(self, definition, out, domains):
        self.run_all(definition, out)
        for name in domains:
            with self.subTest(run=out, domain=name):
                stress = self.summary(f"{out}/{name}")["stress"]
                trials = stress["predictions"] - stress["datapoints_at_stake"]
                self.assertLessEqual(stress["failures"] / trials, 0.01, self.worst_of(out, name))
                # It has something to lose, and has been asked.
                self.assertEqual(stress["right"], stress["right_of"])
                self.assertEqual(stress["predictions"], self.budget_of(name))

    def worst_of(self, out, name):
        return (self.folder / out / name / "findings.jsonl").read_text()
