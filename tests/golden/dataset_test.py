# SPDX-License-Identifier: Apache-2.0
"""assay dataset check and convert: what they print and write, and their exit codes."""
import json
import unittest

from assay_cli import AssayTest, IMAGES

DATASETS = """\
project: {{name: Test, problem_type: ObjectDetection}}
datasets:
  - {{name: good, format: COCO, stage: test, data_url: "{images}", annotations_url: "{good}"}}
  - {{name: bad, format: COCO, stage: test, data_url: "{images}", annotations_url: bad.json}}
"""


class DatasetTest(AssayTest):
    """A definition with a data set that is sound and one that is not."""

    def setUp(self):
        super().setUp()
        good = IMAGES / "instances.json"
        self.content = json.loads(good.read_text())
        bad = json.loads(good.read_text())
        bad["annotations"][0]["id"] = 0
        bad["annotations"][1]["bbox"][2] = -5
        self.bad = self.write("bad.json", json.dumps(bad))
        self.definition = self.write("assay.yaml", DATASETS.format(images=IMAGES, good=good))


class Check(DatasetTest):
    def test_sound_data(self):
        run = self.assay("dataset", "check", self.definition, "--dataset", "good")
        self.assert_code(run, 0)
        self.assertEqual(run.stderr, "")
        annotations, images = len(self.content["annotations"]), len(self.content["images"])
        self.assertEqual(run.stdout, f"data set good (COCO): nothing found in {annotations} "
                                     f"annotations of {images} images\n")

    def test_all_data_sets_unless_one_is_named(self):
        run = self.assay("dataset", "check", self.definition)
        self.assert_code(run, 65)
        self.assertIn("data set good (COCO): nothing found", run.stdout)
        self.assertIn("data set bad (COCO): 2 errors, ", run.stdout)

    def test_text_is_grouped_by_rule_with_place_and_effect(self):
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad")
        self.assert_code(run, 65)
        lines = run.stdout.splitlines()
        self.assertEqual(lines[0], "error  id-zero (1): COCO evaluation counts what finds such an "
                                   "object as a false positive, which lowers AP and AR")
        self.assertEqual(lines[1], f"  {self.bad}: annotations[0]: the id is 0")
        self.assertTrue(lines[2].startswith("error  negative-size (1): "))
        self.assertIn("annotations[1]: the box has width -5 and height ", lines[3])

    def test_the_effect_of_what_a_run_refuses_is_that(self):
        self.write("gt.jsonl", '{"inputs": {"image": "a.png"}, "targets": {"classes": ["x"], '
                               '"boxes": [[5, 5, 2, 2]]}}\n')
        (self.folder / "pictures").mkdir()
        definition = self.write("manifest.yaml", """\
project: {name: p, problem_type: ObjectDetection}
datasets: [{name: d, format: Custom, stage: test, data_url: pictures, annotations_url: gt.jsonl}]
models: []
""")
        run = self.assay("dataset", "check", definition)
        self.assert_code(run, 65)
        self.assertIn("error  negative-size (1): the data set is refused until it is mended\n",
                      run.stdout)

    def test_warnings_alone_pass(self):
        self.content["categories"].append({"id": 99, "name": "unicorn"})
        self.bad.write_text(json.dumps(self.content))
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad")
        self.assert_code(run, 0)
        self.assertIn("warning  unused-category (1)", run.stdout)
        self.assertIn("0 errors, 1 warning in", run.stdout)

    def test_json(self):
        run = self.assay("dataset", "check", self.definition, "--json", "found.json")
        self.assert_code(run, 65)
        self.assertIn("id-zero", run.stdout)
        found = json.loads((self.folder / "found.json").read_text())
        self.assertEqual((found["schema"], found["verdict"]), (1, "fail"))
        [good, bad] = found["datasets"]
        self.assertEqual(good["findings"], [])
        self.assertEqual(good["images"], len(self.content["images"]))
        self.assertEqual([rule["rule"] for rule in bad["rules"]], ["id-zero", "negative-size"])
        self.assertEqual(bad["findings"][0], {
            "severity": "error", "rule": "id-zero", "file": str(self.bad),
            "record": "annotations[0]", "what": "the id is 0"})
        again = self.assay("dataset", "check", self.definition, "--json", "-", "--jobs", "1")
        self.assert_code(again, 65)
        self.assertEqual(again.stdout, (self.folder / "found.json").read_text())

    def test_limits_what_it_lists_and_counts_the_rest(self):
        for annotation in self.content["annotations"]:
            annotation["category_id"] = 12345
        self.bad.write_text(json.dumps(self.content))
        count = len(self.content["annotations"])
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad",
                         "--limit-findings", "1", "--json", "found.json")
        self.assert_code(run, 65)
        self.assertIn(f"error  unknown-category ({count}): ", run.stdout)
        self.assertIn(f"  ... and {count - 1} more\n", run.stdout)
        [bad] = json.loads((self.folder / "found.json").read_text())["datasets"]
        listed = [f for f in bad["findings"] if f["rule"] == "unknown-category"]
        self.assertEqual(len(listed), 1)
        self.assertEqual(bad["rules"][0]["count"], count)

    def test_a_file_that_a_run_refuses_is_a_finding(self):
        self.bad.write_text('{"images": [\n')
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad")
        self.assert_code(run, 65)
        self.assertIn(f"  {self.bad}: line 2: the file ends in the middle", run.stdout)
        self.assertEqual(run.stderr, "")

    def test_images_are_opened_unless_it_says_not_to(self):
        images = self.folder / "images"
        images.mkdir()
        for image in self.content["images"]:
            (images / image["file_name"]).write_text("no image")
        self.definition.write_text(self.definition.read_text().replace(str(IMAGES), "images"))
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad")
        self.assertIn(f"error  undecodable-image ({len(self.content['images'])})", run.stdout)
        run = self.assay("dataset", "check", self.definition, "--dataset", "bad", "--no-images")
        self.assertNotIn("undecodable-image", run.stdout)

    def test_usage(self):
        for arguments, why in [
                ([], "what to do with the data set is missing: check, convert or "
                     "enhance"),
                (["chek"], "unknown command 'dataset chek'; did you mean 'check'?"),
                (["check"], "DEFINITION is missing"),
                (["check", self.definition, "--dataset", "god"], "did you mean 'good'?"),
                (["check", self.definition, "--limit-findings", "0"], "--limit-findings wants"),
                (["check", self.definition, "--json", self.bad], "which is an input"),
                (["check", self.definition, "--no-image"], "did you mean '--no-images'?")]:
            run = self.assay("dataset", *arguments)
            self.assert_code(run, 64)
            self.assertIn(why, run.stderr)
            self.assertEqual(run.stdout, "")

    def test_help(self):
        for arguments, text in [(["--help"], "assay dataset convert DEFINITION --to"),
                                (["check", "--help"], "--limit-findings N"),
                                (["convert", "--help"], "--link-images")]:
            run = self.assay("dataset", *arguments)
            self.assert_code(run, 0)
            self.assertIn(text, run.stdout)
        self.assertIn("  dataset    check | convert | enhance DEFINITION", self.assay("--help").stdout)


class Convert(DatasetTest):
    def convert(self, *arguments, definition=None, dataset="good"):
        return self.assay("dataset", "convert", definition or self.definition, "--dataset",
                          dataset, *arguments)

    def test_writes_each_format_with_a_definition_of_it(self):
        for name, files in [("COCO", ["instances.json"]), ("YOLO", ["data.yaml", "labels"]),
                            ("VOC", ["Annotations", "ImageSets/Main/test.txt"])]:
            run = self.convert("--to", name, "-o", name)
            self.assert_code(run, 0)
            self.assertTrue(run.stdout.startswith(
                f"{name}: {len(self.content['images'])} images with "), run.stdout)
            for file in [*files, "assay.yaml"]:
                self.assertTrue((self.folder / name / file).exists(), file)
            run = self.assay("dataset", "check", f"{name}/assay.yaml")
            self.assert_code(run, 0)
            self.assertIn(f"({name}): nothing found in ", run.stdout)

    def test_there_and_back_keeps_boxes(self):
        before = [a["bbox"] for a in self.content["annotations"]]
        for name in ["YOLO", "VOC"]:
            self.assert_code(self.convert("--to", name, "-o", name), 0)
            run = self.assay("dataset", "convert", f"{name}/assay.yaml", "--to", "COCO", "-o",
                             f"from {name}")
            self.assert_code(run, 0)
            back = json.loads((self.folder / f"from {name}" / "instances.json").read_text())
            self.assertEqual(len(back["annotations"]), len(before))
            for box, annotation in zip(before, back["annotations"]):
                for a, b in zip(box, annotation["bbox"]):
                    self.assertAlmostEqual(a, b, places=4)

    def test_says_what_cannot_be_kept(self):
        self.content["annotations"][0]["iscrowd"] = 1
        self.bad.write_text(json.dumps(self.content))
        run = self.convert("--to", "YOLO", "-o", "out", dataset="bad")
        self.assert_code(run, 0)
        self.assertIn("not as it was:\n", run.stdout)
        self.assertIn("  1 crowds are left out: YOLO has none\n", run.stdout)

    def test_makes_the_same_bytes(self):
        for out in ["one", "two"]:
            self.assert_code(self.convert("--to", "VOC", "-o", out, "--copy-images"), 0)
        files = sorted(p.relative_to(self.folder / "one")
                       for p in (self.folder / "one").rglob("*") if p.is_file())
        self.assertGreater(len(files), len(self.content["images"]))
        for file in files:
            self.assertEqual((self.folder / "one" / file).read_bytes(),
                             (self.folder / "two" / file).read_bytes(), file)

    def test_refuses_an_existing_folder_and_leaves_it_alone(self):
        (self.folder / "out").mkdir()
        run = self.convert("--to", "COCO", "-o", "out")
        self.assert_code(run, 64)
        self.assertIn("out exists already", run.stderr)
        self.assertEqual(list((self.folder / "out").iterdir()), [])

    def test_refuses_what_a_run_refuses(self):
        self.bad.write_text("{}")
        run = self.convert("--to", "YOLO", "-o", "out", dataset="bad")
        self.assert_code(run, 65)
        self.assertFalse((self.folder / "out").exists())

    def yolo(self, images, labels, categories, extra=""):
        """A definition of a YOLO data set with copies of a picture by these names."""
        picture = next(IMAGES.glob("*.jpg")).read_bytes()
        for name in images:
            self.write(f"images/{name}", "").write_bytes(picture)
        for name, text in labels.items():
            self.write(f"labels/{name}", text)
        return self.write("yolo.yaml", f"""\
project: {{name: p, problem_type: ObjectDetection}}
datasets:
  - {{name: d, format: YOLO, stage: test, data_url: images, categories: {categories}{extra}}}
""")

    def test_keeps_class_numbers_and_settings(self):
        labels = "0 0.5 0.5 0.2 0.2\n5 0.5 0.5 0.4 0.4\n"
        definition = self.yolo(["a.jpg"], {"a.txt": labels}, "{0: x, 5: y}",
                               ", alpha: [1, 2, 3], truncated: warn, max_pixels: 1000000")
        run = self.convert("--to", "YOLO", "-o", "out", definition=definition, dataset="d")
        self.assert_code(run, 0)
        self.assertNotIn("not as it was", run.stdout)
        self.assertEqual((self.folder / "out/labels/a.txt").read_text(), labels)
        written = (self.folder / "out/assay.yaml").read_text()
        for line in ['categories: {0: "x", 5: "y"}', "alpha: [1, 2, 3]", "truncated: warn",
                     "max_pixels: 1000000"]:
            self.assertIn(f"    {line}\n", written)
        self.assert_code(self.assay("dataset", "check", "out/assay.yaml"), 0)

    def test_writes_objects_of_the_chosen_categories_alone(self):
        definition = self.yolo(["a.jpg"], {"a.txt": "0 0.5 0.5 0.2 0.2\n1 0.5 0.5 0.4 0.4\n"},
                               "[x, y]", ", only_categories: [y]")
        for name in ["COCO", "YOLO", "VOC"]:
            run = self.convert("--to", name, "-o", name, definition=definition, dataset="d")
            self.assert_code(run, 0)
            self.assertTrue(run.stdout.startswith(
                f"{name}: 1 images with 1 objects of 1 categories\n"), run.stdout)
            self.assertIn('only_categories: ["y"]', (self.folder / name / "assay.yaml").read_text())

    def test_finds_images_again_by_any_name(self):
        names = [".hidden.jpg", "a b.jpg", "noext", "x.xyz"]
        self.yolo(names, {}, "[x]")
        self.write("manifest.jsonl", "".join(
            json.dumps({"inputs": {"image": name}, "targets": {"boxes": [], "classes": []}}) + "\n"
            for name in names))
        definition = self.write("custom.yaml", """\
project: {name: p, problem_type: ObjectDetection}
datasets:
  - {name: d, format: Custom, stage: test, data_url: images, annotations_url: manifest.jsonl,
     categories: [x]}
""")
        for name in ["YOLO", "VOC"]:
            run = self.convert("--to", name, "-o", name, "--copy-images", definition=definition,
                               dataset="d")
            self.assert_code(run, 0)
            run = self.assay("dataset", "convert", f"{name}/assay.yaml", "--to", "COCO", "-o",
                             f"from {name}")
            self.assert_code(run, 0)
            back = json.loads((self.folder / f"from {name}" / "instances.json").read_text())
            self.assertEqual([image["file_name"] for image in back["images"]], names)

    def test_refuses_false_masks_at_once(self):
        image = self.content["images"][0]
        self.content["annotations"][0].update(
            image_id=image["id"],
            segmentation={"size": [46000, 46000], "counts": [10, 2115999990]})
        self.bad.write_text(json.dumps(self.content))
        run = self.assay("dataset", "convert", self.definition, "--dataset", "bad", "--to", "YOLO",
                         "-o", "out", timeout=20)
        self.assert_code(run, 65)
        self.assertIn(f"a mask of '{image['file_name']}' has 46000x46000 pixels, the image "
                      f"{image['width']}x{image['height']}; ", run.stderr)

    def test_removes_what_a_killed_one_has_left(self):
        for name in [".out.assay-999999999/labels/a.txt", ".out.1/a.txt"]:
            self.write(name, "x")
        self.assert_code(self.convert("--to", "COCO", "-o", "out"), 0)
        self.assertFalse((self.folder / ".out.assay-999999999").exists())
        self.assertTrue((self.folder / ".out.1/a.txt").exists())

    def test_usage(self):
        for arguments, why in [
                (["-o", "out"], "--to is missing"),
                (["--to", "COCO"], "-o is missing"),
                (["--to", "coco", "-o", "out"], "--to wants one of COCO, YOLO, VOC"),
                (["--to", "COCO", "-o", "out", "--copy-images", "--link-images"],
                 "exclude each other")]:
            run = self.convert(*arguments)
            self.assert_code(run, 64)
            self.assertIn(why, run.stderr)


if __name__ == "__main__":
    unittest.main()
