# SPDX-License-Identifier: Apache-2.0
"""A detector that is right about every transformed image is found to have no failures, by whole
runs of each operator over all that its axes take."""
import unittest

from drawn_scenes import write_scenes
from perfect_runs import PerfectRuns

DATASETS = """
  - {name: shown, format: COCO, stage: test, data_url: scenes,
     annotations_url: scenes/shown.json}
  - {name: truth, format: COCO, stage: test, data_url: scenes,
     annotations_url: scenes/truth.json}
"""


class PerfectModel(PerfectRuns):
    BUDGET = {"Affine": 240, "leaving": 240, "chain": 240}

    def test_is_not_blamed_by_any_operator_at_any_strength(self):
        domains = self.domains()
        self.assertGreater(len(domains), 75)
        write_scenes(self.folder / "scenes")
        definition = self.define("assay.yaml", "ObjectDetection", "boxes", DATASETS, domains)
        self.work_out_answers(definition, domains)
        self.check(definition, "perfect", domains)


if __name__ == "__main__":
    unittest.main()
