# SPDX-License-Identifier: Apache-2.0
"""Every problem type from its data sets to its numbers, with a model that is right: what is bright in
an image is its object. Then the numbers must be perfect, and with other truth they must not."""
import json
import struct
import unittest
import zlib

from assay_cli import AssayTest, BUILD

WIDTH, HEIGHT = 16, 12
# left, top, right, bottom (one behind) of the object of each image.
OBJECTS = {"a": (2, 3, 9, 8), "b": (5, 1, 15, 11), "c": (0, 0, 4, 6)}


def chunk(kind, content):
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(pixels):
    """8-bit grey of WIDTH x HEIGHT."""
    lines = b"".join(b"\0" + bytes(pixels[y * WIDTH:(y + 1) * WIDTH]) for y in range(HEIGHT))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def pixels_of(box, inside, outside=0):
    left, top, right, bottom = box
    return [inside if left <= x < right and top <= y < bottom else outside
            for y in range(HEIGHT) for x in range(WIDTH)]


def outline(box):
    left, top, right, bottom = box
    return [left, top, right, top, right, bottom, left, bottom]


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


FLIPPED_OR_DARK = """\
domains:
  - name: flipped
    transformations:
      - {name: mirror, operator: HorizontalFlip, axes: [
          {name: hflip, type: bool, fixed: true, value: true}]}
      - {name: light, operator: BrightnessContrast, axes: [
          {name: brightness, type: float, range: [0, 0.001]}]}
  - name: dark
    transformations: [{name: light, operator: BrightnessContrast, axes: [
        {name: brightness, type: float, range: [-0.95, -0.9]}]}]
gates: [{metric: robust.METRIC, min: 0.99}]
"""


class ProblemTypes(AssayTest):
    def setUp(self):
        super().setUp()
        for name, box in OBJECTS.items():
            self.bytes(f"images/{name}.png", png(pixels_of(box, 255)))

    def bytes(self, name, content):
        self.write(name, "").write_bytes(content)

    def run_task(self, problem_type, task, dataset, classes=""):
        keys = "".join(f"    {key}: {json.dumps(value)}\n" for key, value in dataset.items())
        definition = self.write("assay.yaml", f"""\
project: {{name: Test, problem_type: {problem_type}}}
datasets:
  - name: bright
    stage: test
    data_url: images
{keys}models:
  - name: model
{classes}    runtime:
      batch: {{max_size: 2}}
      load:
        entrypoint: every_task:load
        inputs: [{{name: task, value: {task}}}]
        output: {{name: model}}
      predict:
        entrypoint: every_task:predict
        inputs: [{{name: model, value: "${{model.runtime.load.output.model}}"}}]
        output: {{name: predictions}}
""")
        out = f"run-{len(list(self.folder.iterdir()))}"
        run = self.evaluate(definition, out=out)
        self.assert_code(run, 0)
        self.out = self.folder / out
        return self.summary(out)["metrics"]

    def gallery(self):
        """What report.html shows of the worst images."""
        page = (self.out / "report.html").read_text()
        return page[page.index("Worst images"):]

    def assert_perfect(self, metrics, group, *names):
        for name in names:
            self.assertEqual(metrics[group][name], 1, f"{group}.{name}")

    def coco(self, shift=0, **extra):
        """A COCO file of the objects; `shift` moves them to the right."""
        annotations = []
        for number, (left, top, right, bottom) in enumerate(OBJECTS.values()):
            box = (left + shift, top, right + shift, bottom)
            annotations.append({
                "id": number + 1, "image_id": 10 * number, "category_id": 3, "iscrowd": 0,
                "bbox": [box[0], top, right - left, bottom - top], "area": area(box),
                "segmentation": [outline(box)], "num_keypoints": 2,
                "keypoints": [box[0], top, 2, box[2], bottom, 2]})
        images = [{"id": 10 * i, "file_name": f"{name}.png", "width": WIDTH, "height": HEIGHT}
                  for i, name in enumerate(OBJECTS)]
        self.write("coco.json", json.dumps({
            "images": images, "annotations": annotations,
            "categories": [{"id": 3, "name": "thing"}]}))
        return {"format": "COCO", "annotations_url": "coco.json"}

    def label_maps(self, thing):
        """Label maps of the objects, which have that label."""
        for name, box in OBJECTS.items():
            self.bytes(f"labels/{name}.png", png(pixels_of(box, thing)))
        return {"format": "LabelMaps", "annotations_url": "labels",
                "categories": ["ground", "thing"]}

    # ---- objects ---------------------------------------------------------------------------

    def test_boxes_of_coco_voc_yolo_and_a_manifest(self):
        for name, (left, top, right, bottom) in OBJECTS.items():
            self.write(f"xml/{name}.xml", f"""<annotation><object><name>thing</name><bndbox>
                <xmin>{left + 1}</xmin><ymin>{top + 1}</ymin><xmax>{right}</xmax>
                <ymax>{bottom}</ymax></bndbox></object></annotation>""")
            self.write(f"txt/{name}.txt", f"0 {(left + right) / 2 / WIDTH} "
                       f"{(top + bottom) / 2 / HEIGHT} {(right - left) / WIDTH} "
                       f"{(bottom - top) / HEIGHT}\n")
        self.write("lines.jsonl", "\n".join(json.dumps(
            {"inputs": {"image": f"{name}.png"},
             "targets": {"boxes": [list(box)], "classes": ["thing"]}})
            for name, box in OBJECTS.items()))
        for dataset in (self.coco(), {"format": "VOC", "annotations_url": "xml"},
                        {"format": "YOLO", "annotations_url": "txt", "categories": ["thing"]},
                        {"format": "Custom", "annotations_url": "lines.jsonl"}):
            metrics = self.run_task("ObjectDetection", "boxes", dataset)
            self.assert_perfect(metrics, "bbox", "AP", "AP50", "AR100")

    def test_masks_in_each_of_their_fields(self):
        for field in ("masks", "rle", "polygons"):
            metrics = self.run_task("InstanceSegmentation", field, self.coco())
            self.assert_perfect(metrics, "segm", "AP")
            self.assert_perfect(metrics, "bbox", "AP")
            results = json.loads((self.out / "predictions.json").read_text())
            self.assertEqual(results[0]["segmentation"]["size"], [HEIGHT, WIDTH])

    def test_masks_beside_the_truth_lose(self):
        metrics = self.run_task("InstanceSegmentation", "masks", self.coco(shift=1))
        self.assertGreater(metrics["segm"]["AP50"], 0.9)
        self.assertLess(metrics["segm"]["AP"], 0.8)

    def test_masks_that_miss_are_drawn_beside_the_truth(self):
        self.run_task("InstanceSegmentation", "masks", self.coco(shift=5))
        self.assertEqual(self.gallery().count('<g><title>thing</title><path class="mask m'), 3)
        self.assertEqual(self.gallery().count('<g><title>thing 1.00</title><path class="mask m'), 3)

    def test_keypoints_of_another_number_than_cocos(self):
        metrics = self.run_task("Keypoints", "keypoints", self.coco())
        self.assertEqual(metrics["keypoints"]["AP50"], 1)
        results = json.loads((self.out / "predictions.json").read_text())
        self.assertEqual(results[0]["keypoints"], [2, 3, 1, 9, 8, 1])

    def test_keypoints_that_miss_are_drawn_beside_the_truth(self):
        self.run_task("Keypoints", "keypoints", self.coco(shift=20))
        self.assertEqual(self.gallery().count('<circle class="dot" cx'), 7)  # one in the legend
        self.assertEqual(self.gallery().count('<path class="cross"'), 4)
        self.assertIn("</svg>OKS 0.75</span>", (self.out / "report.html").read_text())

    def test_only_categories_do_not_renumber_the_models_classes(self):
        for name, (left, top, right, bottom) in OBJECTS.items():
            number = 2 if name == "a" else 0  # the model calls everything 0
            self.write(f"txt/{name}.txt", f"{number} {(left + right) / 2 / WIDTH} "
                       f"{(top + bottom) / 2 / HEIGHT} {(right - left) / WIDTH} "
                       f"{(bottom - top) / HEIGHT}\n")
        dataset = {"format": "YOLO", "annotations_url": "txt", "categories": ["x", "y", "z"]}
        only = {**dataset, "only_categories": ["z", "y"]}
        self.assertEqual(self.run_task("ObjectDetection", "boxes", only)["bbox"]["AP"], 0)
        unnamed = {"format": "YOLO", "annotations_url": "txt"}
        metrics = self.run_task("ObjectDetection", "boxes", unnamed)
        self.assertEqual(metrics["bbox"]["AR100"], 0.5)

    def test_names_with_escapes_stay_below_the_folder(self):
        self.bytes("secret.png", png([0] * WIDTH * HEIGHT))
        self.coco()
        text = (self.folder / "coco.json").read_text().replace("a.png", "%2E%2E/secret.png")
        self.write("coco.json", text)
        with self.assertRaises(AssertionError) as caught:
            self.run_task("ObjectDetection", "boxes",
                          {"format": "COCO", "annotations_url": "coco.json"})
        self.assertIn("image_unreadable", str(caught.exception))

    # ---- whole images ----------------------------------------------------------------------

    def test_classification_by_folders_lists_and_tables(self):
        for name in OBJECTS:
            self.bytes(f"images/bright/{name}.png", png(pixels_of(OBJECTS[name], 255)))
        self.bytes("images/dark/d.png", png([0] * WIDTH * HEIGHT))
        self.write("list.txt", "bright/a.png 0\ndark/d.png 1\n")
        self.write("table.csv", "file,class_index\nbright/b.png,0\ndark/d.png,1\n")
        for dataset in ({"format": "ImageNet"},
                        {"format": "ImageNet", "annotations_url": "list.txt"},
                        {"format": "ImageNet", "annotations_url": "table.csv"}):
            metrics = self.run_task("Classification", "probabilities", dataset)
            self.assert_perfect(metrics, "classification", "top1")

    def test_remapped_classes_are_wrong(self):
        self.write("list.txt", "a.png 0\nb.png 0\n")
        dataset = {"format": "ImageNet", "annotations_url": "list.txt",
                   "categories": ["bright", "dark"]}
        swapped = "    classes: {remap: {0: dark, 1: bright}}\n"
        metrics = self.run_task("Classification", "probabilities", dataset, classes=swapped)
        self.assertEqual(metrics["classification"]["top1"], 0)

    def test_segmentation_of_label_maps(self):
        dataset = self.label_maps(1)
        metrics = self.run_task("SemanticSegmentation", "segmentation", dataset)
        self.assert_perfect(metrics, "semantic", "miou", "pixel_accuracy")
        self.bytes("labels/a.png", png(pixels_of(OBJECTS["a"], 1, 255)))
        self.assert_perfect(
            self.run_task("SemanticSegmentation", "segmentation", dataset), "semantic", "miou")
        self.bytes("labels/a.png", png(pixels_of(OBJECTS["b"], 1)))
        metrics = self.run_task("SemanticSegmentation", "segmentation", dataset)
        self.assertLess(metrics["semantic"]["miou"], 1)
        self.assertEqual(self.gallery().count("data:image/png"), 3)
        self.assertIn("</i>ground</span>", self.gallery())

    def test_a_label_map_of_another_size_is_refused_before_the_run(self):
        for name in OBJECTS:
            self.bytes(f"labels/{name}.png", (self.folder / "images" / "a.png").read_bytes())
        wrong = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
        self.bytes("labels/b.png", b"\x89PNG\r\n\x1a\n" + wrong +
                   chunk(b"IDAT", zlib.compress(b"\0\0\0\0\0\0\0\0")) + chunk(b"IEND", b""))
        definition = self.folder / "assay.yaml"
        with self.assertRaises(AssertionError):
            self.run_task("SemanticSegmentation", "segmentation",
                          {"format": "LabelMaps", "annotations_url": "labels"})
        run = self.evaluate(definition, out="again")
        self.assert_code(run, 65)
        self.assertIn("the labels of 'b.png' have 3x2 pixels, the image 16x12", run.stderr)

    def test_a_label_that_means_nothing_is_refused_before_the_run(self):
        dataset = self.label_maps(1)
        self.run_task("SemanticSegmentation", "segmentation", dataset)
        self.bytes("labels/b.png", png(pixels_of(OBJECTS["b"], 7)))
        run = self.evaluate(self.folder / "assay.yaml", out="again")
        self.assert_code(run, 65)
        self.assertIn("the labels of 'b.png': the pixel x=", run.stderr)
        self.assertIn("has the label 7, which is no category of the data set", run.stderr)
        self.assertFalse((self.folder / "again").exists())
        limited = self.evaluate(self.folder / "assay.yaml", "--limit", "1", out="first")
        self.assert_code(limited, 0)  # it is not among these

    def test_check_says_which_images_are_missing(self):
        self.run_task("ObjectDetection", "boxes", self.coco())
        self.assertNotIn("missing", self.check().stderr)
        (self.folder / "images" / "b.png").unlink()
        run = self.check()
        self.assert_code(run, 0)
        self.assertIn(f"1 of {len(OBJECTS)} image files are missing, such as b.png", run.stderr)

    def check(self):
        return self.assay("check", self.folder / "assay.yaml", "--plugin-dir", BUILD / "lib")

    def test_what_is_ignored_by_default_may_be_named(self):
        binary = self.label_maps(255)
        self.run_task("SemanticSegmentation", "segmentation", binary)
        run = self.evaluate(self.folder / "assay.yaml", out="warned")
        self.assertIn("1 of 2 categories have no pixels in what was evaluated: thing; ",
                      run.stdout)
        self.assertIn("% of all pixels count nowhere (ignore_labels of the data set)", run.stdout)
        named = self.folder / "named.yaml"
        text = (self.folder / "assay.yaml").read_text()
        self.assertIn('["ground", "thing"]', text)
        named.write_text(text.replace('["ground", "thing"]', '{0: ground, 255: thing}'))
        run = self.evaluate(named, out="named")
        self.assertNotIn("no pixels", run.stdout)

    def test_a_changed_label_map_is_another_run(self):
        dataset = self.label_maps(1)
        self.run_task("SemanticSegmentation", "segmentation", dataset)
        definition = self.folder / "assay.yaml"
        self.assert_code(self.evaluate(definition, out="twice"), 0)
        self.assert_code(self.evaluate(definition, "--resume", out="twice"), 0)
        self.bytes("labels/a.png", png(pixels_of(OBJECTS["b"], 1)))
        run = self.evaluate(definition, "--resume", out="twice")
        self.assert_code(run, 64)
        self.assertIn("the label maps or targets have changed", run.stderr)

    def test_regression(self):
        rows = [f"{name}.png,{area(box)},0.5" for name, box in OBJECTS.items()]
        self.write("values.csv", "file,area,half\n" + "\n".join(rows) + "\n")
        dataset = {"format": "ImageRegression", "annotations_url": "values.csv"}
        metrics = self.run_task("ImageRegression", "regressed_values", dataset)
        self.assertEqual(metrics["regression"]["mae"], 0)
        self.assertEqual(metrics["regression.area"]["r2"], 1)

    def test_images_that_should_come_out(self):
        for name, box in OBJECTS.items():
            self.bytes(f"targets/{name}.png", png(pixels_of(box, 255)))
        dataset = {"format": "ImagePairs", "annotations_url": "targets"}
        metrics = self.run_task("OutputImage", "image_output", dataset)
        self.assertEqual(metrics["image"]["psnr"], 100)
        self.assertAlmostEqual(metrics["image"]["ssim"], 1)
        self.bytes("targets/a.png", png(pixels_of(OBJECTS["a"], 200)))
        metrics = self.run_task("OutputImage", "image_output", dataset)
        self.assertLess(metrics["image"]["psnr"], 100)
        self.assertEqual(self.gallery().count("data:image/jpeg"), 3)

    def robust(self, metric):
        """Of what the last task left, of the images and in both domains; the gate is on it, too."""
        definition = self.folder / "assay.yaml"
        definition.write_text(definition.read_text() + FLIPPED_OR_DARK.replace("METRIC", metric))
        values = []
        for domain, code in [("flipped", 0), ("dark", 1)]:
            out = f"{domain}-{metric}"
            run = self.assay("stress", definition, "--domain", domain, "--budget", "60", "-o", out,
                             "--no-progress", "--plugin-dir", BUILD / "lib")
            self.assert_code(run, code)
            both = self.summary(out)["stress"]["robust"]["metrics"][metric]
            values += [both["clean"], both["transformed"]]
        self.assertEqual(values[0], values[2])
        return values[0], values[1], values[3]

    def test_metrics_in_operation_by_truths_that_are_files(self):
        self.run_task("SemanticSegmentation", "segmentation", self.label_maps(1))
        clean, flipped, dark = self.robust("semantic.miou")
        self.assertEqual((clean, flipped), (1, 1))
        self.assertLess(dark, 0.6)
        for name, box in OBJECTS.items():
            self.bytes(f"targets/{name}.png", png(pixels_of(box, 255)))
        self.run_task("OutputImage", "image_output",
                      {"format": "ImagePairs", "annotations_url": "targets"})
        clean, flipped, dark = self.robust("image.ssim")
        self.assertAlmostEqual(clean, 1)
        self.assertAlmostEqual(flipped, 1)
        self.assertLess(dark, 0.9)

    def test_custom_is_kept_and_not_scored(self):
        metrics = self.run_task("Custom", "custom", {"format": "Images"})
        self.assertEqual(metrics, {})
        line = json.loads((self.out / "predictions.jsonl").read_text().splitlines()[0])
        self.assertEqual(line["fields"], {"embedding": [0.25, -1], "text": "STOP", "user.note": 7})

    def test_data_that_a_task_cannot_use_says_which_can(self):
        with self.assertRaises(AssertionError):
            self.run_task("SemanticSegmentation", "segmentation", {"format": "Images"})
        run = self.evaluate(self.folder / "assay.yaml", out="again")
        self.assert_code(run, 65)
        self.assertIn("data set 'bright' has no class for each pixel, which SemanticSegmentation "
                      "needs: use format LabelMaps, COCO (panoptic) or Custom", run.stderr)


if __name__ == "__main__":
    unittest.main()
