# SPDX-License-Identifier: Apache-2.0
"""As perfect_model_test.py, of models that return masks, keypoints, the class of each pixel or
that of the image, numbers, or an image."""
import os
import unittest

from drawn_shapes import write_shapes
from perfect_runs import PerfectRuns

COCO = """
  - {{name: shown, format: COCO, stage: test, data_url: shapes/images,
     annotations_url: shapes/{file}.json{more}}}
  - {{name: truth, format: COCO, stage: test, data_url: shapes/images,
     annotations_url: shapes/truth.json{more}}}
"""
SIGMAS = ", keypoint_sigmas: [0.05, 0.05, 0.05]"
LABEL_MAPS = """
  - {name: shown, format: LabelMaps, stage: test, data_url: shapes/images,
     annotations_url: shapes/labels, categories: [ground, disc, bar, dot]}
"""
IMAGE_CLASSES = """
  - {name: shown, format: ImageNet, stage: test, data_url: shapes/images,
     annotations_url: shapes/classes.csv}
"""
NUMBERS = """
  - {name: shown, format: ImageRegression, stage: test, data_url: shapes/images,
     annotations_url: shapes/numbers.csv}
"""
TARGETS = """
  - {name: shown, format: ImagePairs, stage: test, data_url: shapes/images,
     annotations_url: shapes/targets}
"""

# Operators that move, hide or loosen what is annotated. The others leave it as it is, and are
# tested several at a time; each alone, as for boxes, where this variable is set.
MOVING = ["Affine", "Blur", "ElasticTransform", "GridDistortion", "HorizontalFlip", "Jitter",
          "LensDistortion", "Occlusion", "OpticalDistortion", "Perspective", "PiecewiseAffine",
          "RollingShutter", "VerticalFlip", "ZoomBlur", "elastic_transform", "zoom_blur"]
EACH_ALONE = "ASSAY_EACH_OPERATOR" in os.environ
AT_ONCE = 10


class PerfectShapes(PerfectRuns):
    BUDGET = {"Affine": 100, "leaving": 140, "chain": 100}
    USUAL_BUDGET = 24

    def domains(self):
        domains = super().domains()
        still = [name for name in domains if name in self.operators() and name not in MOVING]
        if EACH_ALONE:
            return domains
        several = {name: text for name, text in domains.items() if name not in still}
        for begin in range(0, len(still), AT_ONCE):
            several[f"still-{begin}"] = "".join(
                f"      - {{name: {name}, operator: {name}}}\n"
                for name in still[begin:begin + AT_ONCE])
        return several

    def define_all(self, domains):
        return {
            "keypoints": self.define("keypoints.yaml", "Keypoints", "keypoints",
                                     COCO.format(file="keypoints", more=SIGMAS), domains),
            "masks": self.define("masks.yaml", "InstanceSegmentation", "masks",
                                 COCO.format(file="masks", more=""), domains),
            "classes": self.define("classes.yaml", "SemanticSegmentation", "segmentation",
                                   LABEL_MAPS, domains),
            "image": self.define("image.yaml", "Classification", "classification",
                                 IMAGE_CLASSES, domains),
            "numbers": self.define("numbers.yaml", "ImageRegression", "numbers", NUMBERS, domains),
            "targets": self.define("targets.yaml", "OutputImage", "target", TARGETS, domains)}

    def test_are_not_blamed_by_any_operator_at_any_strength(self):
        domains = self.domains()
        write_shapes(self.folder / "shapes")
        definitions = self.define_all(domains)
        self.work_out_answers(definitions["keypoints"], domains)
        for task, definition in definitions.items():
            self.check(definition, task, domains)
        for name in domains:
            self.assertGreater(self.robust(f"classes/{name}", "semantic.miou"), 0.99, name)
            self.assertGreater(self.robust(f"targets/{name}", "image.ssim"), 0.999, name)
            self.assertEqual(self.robust(f"numbers/{name}", "regression.mae"), 0, name)

    def robust(self, run, metric):
        return self.summary(run)["stress"]["robust"]["metrics"][metric]["transformed"]


if __name__ == "__main__":
    unittest.main()
