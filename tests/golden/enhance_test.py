# SPDX-License-Identifier: Apache-2.0
"""assay dataset enhance: transformed copies with their annotations, and what a stress test found."""
import hashlib
import json
import os
import pathlib
import resource
import shlex
import signal
import subprocess
import time
import unittest

from assay_cli import ASSAY, AssayTest, BUILD, IMAGES, SOURCE, environment

DEFINITION = """\
project: {{name: Test, problem_type: {task}}}
datasets:
  - {{name: signs, stage: train, {dataset}}}
domains:
  - name: turn
    transformations:
      - {{name: light, operator: Exposure, axes: [
          {{name: stops, type: float, range: [-2, 1]}}]}}
      - {{name: pose, operator: Affine, axes: [
          {{name: affine_rotate, type: float, range: [-40, 40]}},
          {{name: border_mode, type: int, fixed: true, value: 0}}]}}
      - {{name: grain, operator: GaussianNoise, axes: [
          {{name: gauss_noise_var, type: float, range: [10, 300]}}]}}
"""
COCO = 'format: COCO, data_url: "%s", annotations_url: "%s"' % (IMAGES, IMAGES / "instances.json")
DEMO = SOURCE / "plugins" / "demo" / "assay.yaml"
SHARED = os.environ.get("ASSAY_SHARED_DATA", "")


class Enhance(AssayTest):
    def definition(self, dataset=COCO, task="ObjectDetection", name="assay.yaml"):
        return self.write(name, DEFINITION.format(task=task, dataset=dataset))

    def enhance(self, definition, *options, out="out", **how):
        return self.assay("dataset", "enhance", definition, "-o", out, "--no-progress", *options,
                          **how)

    def tree(self, out="out"):
        folder = self.folder / out
        return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
                for file in sorted(folder.rglob("*")) if file.is_file()}

    def lines(self, file):
        return [json.loads(line) for line in (self.folder / file).read_text().splitlines()]

    def assert_sound(self, out="out"):
        """Warnings are about categories without objects."""
        run = self.assay("dataset", "check", self.folder / out / "assay.yaml")
        self.assert_code(run, 0)
        return run

    def test_copies_are_the_same_for_any_number_of_jobs(self):
        definition = self.definition()
        run = self.enhance(definition, "--domain", "turn", "--copies", "2", "--seed", "5",
                           "--limit", "12", "--jobs", "1")
        self.assert_code(run, 0)
        self.assertIn("out: 24 images, with ", run.stdout)
        self.assertEqual(run.stderr, "")
        self.assert_sound()
        run = self.enhance(definition, "--domain", "turn", "--copies", "2", "--seed", "5",
                           "--limit", "12", "--jobs", "4", out="four")
        self.assert_code(run, 0)
        self.assertEqual(self.tree("four"), self.tree())
        self.assertFalse([path for path in self.folder.iterdir() if path.name.startswith(".")])

    def test_each_copy_depends_on_itself_alone(self):
        definition = self.definition()
        self.assert_code(self.enhance(definition, "--domain", "turn", "--limit", "3"), 0)
        run = self.enhance(definition, "--domain", "turn", "--limit", "5", "--copies", "3",
                           "--originals", out="more")
        self.assert_code(run, 0)
        self.assertIn("more: 20 images, 5 of them as they are, with ", run.stdout)
        more = self.tree("more")
        for name, digest in self.tree().items():
            if name.startswith("images/"):
                self.assertEqual(more[name], digest)
        original = json.loads((IMAGES / "instances.json").read_text())["images"][0]["file_name"]
        self.assertEqual((self.folder / "more" / "images" / original).read_bytes(),
                         (IMAGES / original).read_bytes())
        other = self.enhance(definition, "--domain", "turn", "--limit", "3", "--seed", "1",
                             out="other")
        self.assert_code(other, 0)
        self.assertNotEqual(self.tree("other"), self.tree())

    def test_provenance_makes_each_copy_again(self):
        definition = self.definition()
        self.assert_code(self.enhance(definition, "--domain", "turn", "--limit", "2", "--copies",
                                      "2", "--originals", "--seed", "7"), 0)
        lines = self.lines("out/provenance.jsonl")
        self.assertEqual([line["draw"] for line in lines], [None, 0, 1] * 2)
        self.assertEqual({line["file"] for line in lines},
                         {name for name in self.tree() if name.startswith("images/")})
        for line in lines:
            if line["domain"] is None:
                self.assertEqual((line["point"], line["seed"], line["replay"]), ([], None, None))
                continue
            self.assertEqual((line["domain"], line["seed"], len(line["point"])), ("turn", 7, 3))
            self.assert_code(self.assay(*shlex.split(line["replay"])[1:]), 0)
            self.assertEqual((self.folder / "copy.png").read_bytes(),
                             (self.folder / "out" / line["file"]).read_bytes())

    def test_images_as_they_are_keep_their_annotations(self):
        self.assert_code(self.enhance(self.definition(), "--domain", "color", "--limit", "4",
                                      "--originals"), 0)
        new = json.loads((self.folder / "out" / "instances.json").read_text())
        old = json.loads((IMAGES / "instances.json").read_text())
        self.assertEqual(new["categories"], [{"id": c["id"], "name": c["name"]}
                                             for c in old["categories"]])

        def objects(content, name):
            image = next(i["id"] for i in content["images"] if i["file_name"] == name)
            return [(a["category_id"], a["bbox"], a["area"]) for a in content["annotations"]
                    if a["image_id"] == image]

        for image in old["images"][:4]:
            name = image["file_name"]
            copy = pathlib.Path(name).stem + "-color-0.png"
            self.assertEqual(objects(new, name), objects(old, name))
            self.assertEqual(objects(new, copy), objects(old, name))  # colours move nothing

    def test_whoever_finds_what_is_annotated_is_right(self):
        self.assert_code(self.enhance(self.definition(), "--domain", "turn", "--limit", "10"), 0)
        truth = self.folder / "out" / "instances.json"
        predictions = [{key: annotation[key] for key in ("image_id", "category_id", "bbox")}
                       | {"score": 0.9} for annotation in
                       json.loads(truth.read_text())["annotations"] if not annotation["iscrowd"]]
        found = self.write("found.json", json.dumps(predictions))
        run = self.assay("score", truth, found, "--task", "bbox", "--json", "score.json")
        self.assert_code(run, 0)
        self.assertIn("1.0", run.stdout.splitlines()[0] + run.stdout)
        scores = json.dumps(json.loads((self.folder / "score.json").read_text()))
        self.assertRegex(scores, r'"AP": 1(\.0)?[,}]')

    def test_formats_of_objects(self):
        definition = self.definition()
        for to, annotations in [("YOLO", "labels"), ("VOC", "Annotations")]:
            run = self.enhance(definition, "--domain", "turn", "--to", to, "--limit", "6", out=to)
            self.assert_code(run, 0)
            self.assertIn(f"({to})\n", run.stdout)
            self.assertEqual(len(list((self.folder / to / annotations).iterdir())), 6)
            self.assert_sound(to)
        # A data set of a format stays in it.
        run = self.enhance(self.folder / "YOLO" / "assay.yaml", "--domain", "noise", out="again")
        self.assert_code(run, 0)
        self.assertIn("(YOLO)\n", run.stdout)
        self.assertIn('name: "signs-turn-noise"', (self.folder / "again/assay.yaml").read_text())
        self.assert_sound("again")

    def test_classes(self):
        names = sorted(path.name for path in IMAGES.glob("*.jpg"))[:4] or sorted(
            path.name for path in IMAGES.glob("*.png"))[:4]
        for i, name in enumerate(names):
            folder = self.folder / "classes" / ["big, red", "small"][i % 2]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((IMAGES / name).read_bytes())
        definition = self.definition("format: ImageNet, data_url: classes", "Classification")
        run = self.enhance(definition, "--domain", "turn", "--originals", "--limit", "3")
        self.assert_code(run, 0)
        self.assert_sound()
        table = (self.folder / "out" / "labels.csv").read_text().splitlines()
        self.assertEqual(table[0], "file,class_index,wnid")
        self.assertEqual(len(table), 7)
        self.assertIn(',1,small', table[-1])
        self.assertTrue((self.folder / "out" / "images" / "big, red").is_dir())
        run = self.enhance(definition, "--domain", "turn", "--to", "COCO", out="coco")
        self.assert_code(run, 64)
        self.assertIn("is written as ImageNet; leave --to out", run.stderr)

    def test_numbers_and_target_images(self):
        names = sorted(path.name for path in IMAGES.iterdir() if path.suffix in (".jpg", ".png"))
        pictures = self.folder / "pictures"
        pictures.mkdir()
        for name in names[:3]:
            (pictures / name).write_bytes((IMAGES / name).read_bytes())
        self.write("values.csv", "file,age\n" +
                   "".join(f"{name},{i}.5\n" for i, name in enumerate(names[:3])))
        numbers = self.definition("format: ImageRegression, data_url: pictures, "
                                  "annotations_url: values.csv", "ImageRegression")
        self.assert_code(self.enhance(numbers, "--domain", "turn", out="numbers"), 0)
        self.assert_sound("numbers")
        rows = (self.folder / "numbers" / "values.csv").read_text().splitlines()
        self.assertEqual([row.split(",")[1] for row in rows], ["age", "0.5", "1.5", "2.5"])
        pairs = self.definition(f'format: ImagePairs, data_url: pictures, annotations_url: '
                                f'pictures', "OutputImage")
        self.assert_code(self.enhance(pairs, "--domain", "turn", out="pairs"), 0)
        self.assert_sound("pairs")
        tree = self.tree("pairs")
        stem = pathlib.Path(names[0]).stem
        self.assertIn(f"targets/{stem}-turn-0.png", tree)

    def test_images_that_cannot_be_read_are_named_and_left_out(self):
        content = json.loads((IMAGES / "instances.json").read_text())
        content["images"] = content["images"][:3]
        kept = {image["id"] for image in content["images"]}
        content["annotations"] = [a for a in content["annotations"] if a["image_id"] in kept]
        (self.folder / "some").mkdir()
        for image in content["images"]:
            name = image["file_name"]
            (self.folder / "some" / name).write_bytes((IMAGES / name).read_bytes())
        bad = content["images"][1]["file_name"]
        (self.folder / "some" / bad).write_bytes(b"no image")
        self.write("some.json", json.dumps(content))
        definition = self.definition("format: COCO, data_url: some, annotations_url: some.json")
        run = self.enhance(definition, "--domain", "turn", "--originals")
        self.assert_code(run, 0)
        self.assertIn("out: 4 images, 2 of them as they are", run.stdout)
        self.assertIn(f"left out, since they cannot be read: 1\n  {bad}: ", run.stdout)
        self.assertNotIn(bad, (self.folder / "out" / "instances.json").read_text())
        self.assert_sound()
        for image in content["images"]:
            (self.folder / "some" / image["file_name"]).write_bytes(b"no image")
        run = self.enhance(definition, "--domain", "turn", out="none")
        self.assert_code(run, 65)
        self.assertIn("none of the images can be read, e.g. ", run.stderr)
        self.assertFalse((self.folder / "none").exists())

    def test_nothing_is_left_of_what_was_interrupted_or_had_no_room(self):
        definition = self.definition()
        process = self.start("dataset", "enhance", definition, "--domain", "weather", "--copies",
                             "1000", "-o", "out", "--no-progress")
        for _ in range(500):
            if list(self.folder.glob(".out.assay-*/images/*")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("interrupted: nothing is kept", err)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["assay.yaml"])

        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        run = subprocess.run([str(ASSAY), "dataset", "enhance", definition, "--domain", "noise",
                              "-o", "out", "--no-progress"], cwd=self.folder, text=True,
                             capture_output=True, preexec_fn=small_files, env=environment(),
                             timeout=60)
        self.assertEqual(run.returncode, 74, run.stderr)
        self.assertIn("cannot write ", run.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["assay.yaml"])

    def test_refuses_what_cannot_be(self):
        definition = self.definition()
        (self.folder / "there").mkdir()
        inside = IMAGES / "enhanced"
        for options, out, code, text in [
                ([], "out", 64, "give --domain or --findings"),
                (["--domain", "turn", "--findings", "x"], "out", 64, "give --domain or --findings"),
                (["--domain", "trun"], "out", 64, "did you mean 'turn'?"),
                (["--domain", "turn", "--copies", "0"], "out", 64, "--copies wants"),
                (["--domain", "turn", "--to", "coco"], "out", 64, "did you mean 'COCO'?"),
                (["--findings", "x", "--seed", "1"], "out", 64, "leave it out"),
                (["--findings", "x"], "out", 74, "x"),
                (["--domain", "turn"], "there", 64, "exists already"),
                (["--domain", "turn"], inside, 64, "lies in the data set itself"),
        ]:
            run = self.enhance(definition, *options, out=out)
            self.assert_code(run, code)
            self.assertIn(text, run.stderr)
            self.assertFalse((self.folder / "out").exists())
        self.assertFalse(inside.exists())
        custom = self.write("m.jsonl", '{"inputs": {"image": "%s"}}\n' % next(
            path.name for path in IMAGES.iterdir() if path.suffix in (".png", ".jpg")))
        definition = self.definition(f'format: Custom, data_url: "{IMAGES}", annotations_url: '
                                     f'"{custom}"', "Custom")
        run = self.enhance(definition, "--domain", "turn")
        self.assert_code(run, 65)
        self.assertIn("targets that assay does not know", run.stderr)

    def test_help(self):
        run = self.assay("dataset", "enhance", "--help")
        self.assert_code(run, 0)
        self.assertIn("--findings FILE", run.stdout)


class Findings(AssayTest):
    """Of a stress test on the demo's network."""

    enhance = Enhance.enhance
    lines = Enhance.lines
    tree = Enhance.tree
    assert_sound = Enhance.assert_sound

    def setUp(self):
        super().setUp()
        self.repository = self.folder / "repository"
        self.repository.mkdir()
        for entry in DEMO.parent.iterdir():
            if entry.name != "assay.yaml":
                (self.repository / entry.name).symlink_to(entry)
        tail = DEFINITION.format(task="x", dataset="x").split("domains:")[1]
        self.definition = self.repository / "assay.yaml"
        self.definition.write_text(DEMO.read_text() + "\ndomains:" + tail)

    def stress(self):
        run = self.assay("stress", self.definition, "--domain", "turn", "--budget", "200",
                         "--limit", "15", "--seed", "3", "-o", "run", "--no-progress",
                         "--plugin-dir", BUILD / "lib" / "demo")
        self.assertIn(run.returncode, (0, 1), run.stderr)

    def test_are_made_as_the_model_saw_them(self):
        self.stress()
        findings = self.lines("run/findings.jsonl")
        self.assertGreater(len(findings), 1)
        self.assertEqual({(f["domain"], f["seed"]) for f in findings}, {("turn", 3)})
        run = self.enhance(self.definition, "--findings", "run/findings.jsonl", "--jobs", "1")
        self.assert_code(run, 0)
        self.assert_sound()
        copies = self.lines("out/provenance.jsonl")
        self.assertEqual(len(copies), len(findings))
        for i, (copy, finding) in enumerate(zip(copies, findings)):
            for key in ("datapoint", "domain", "point", "seed", "draw"):
                self.assertEqual(copy[key], finding[key])
            self.assertEqual(copy["finding"], {"line": i + 1, "mode": finding["mode"],
                                               "score": finding["score"]})
            self.assertEqual((self.folder / "out" / copy["file"]).read_bytes(),
                             (self.folder / "run" / finding["after"]).read_bytes())
        run = self.enhance(self.definition, "--findings", "run", "--jobs", "4", out="four")
        self.assert_code(run, 0)
        self.assertEqual(self.tree("four"), self.tree())
        run = self.enhance(self.definition, "--findings", "run", "--to", "YOLO", "--originals",
                           "--limit", "2", out="yolo")
        self.assert_code(run, 0)
        self.assertIn("yolo: 4 images, 2 of them as they are", run.stdout)

    def finding(self, **changed):
        content = json.loads((IMAGES / "instances.json").read_text())
        line = {"datapoint": content["images"][0]["file_name"], "domain": "turn", "seed": 1,
                "draw": 0, "point": ["light.stops=0.5", "pose.affine_rotate=10",
                                     "grain.gauss_noise_var=20"]}
        line.update(changed)
        return json.dumps({key: value for key, value in line.items() if value is not None})

    def test_hostile_ones_are_refused_at_their_line(self):
        good = self.finding()
        point = json.loads(good)["point"]
        for line, text in [
                (good[:40], "is no JSON: the file was cut or changed"),
                ("[1]", "is no object"),
                ("\x00", "is no JSON"),
                ("[" * 100000, "is no JSON"),
                (self.finding(datapoint="other.jpg"), "the data set 'drawn' has not"),
                (self.finding(datapoint=7), "'datapoint' that is not a text"),
                (self.finding(domain="trun"), "did you mean 'turn'?"),
                (self.finding(domain=None), "has no 'domain'"),
                (self.finding(seed=-1), "'seed' that is not a whole number"),
                (self.finding(seed=1e300), "'seed' that is not a whole number"),
                (self.finding(draw=2**40), "'draw' that is not a whole number"),
                (self.finding(point="x"), "'point' that is not a list of texts"),
                (self.finding(point=point[:2]), "says nothing of the axis 'grain.gauss_noise_var'"),
                (self.finding(point=point + ["pose.scale=2"]), "has no free axis 'pose.scale'"),
                (self.finding(point=["light.stops=1e9"] + point[1:]), "light.stops takes a number"),
                (self.finding(point=["light.stops=nan"] + point[1:]), "light.stops takes a number"),
                (self.finding(point=["light.stops"] + point[1:]), "TRANSFORMATION.AXIS=VALUE"),
        ]:
            file = self.folder / "findings.jsonl"
            file.write_bytes((good + "\n").encode() + line.encode("latin-1") + b"\n")
            run = self.enhance(self.definition, "--findings", file)
            self.assert_code(run, 65)
            self.assertIn(text, run.stderr)
            self.assertIn("findings.jsonl:2:1: the finding ", run.stderr)
            self.assertFalse((self.folder / "out").exists())
        (self.folder / "findings.jsonl").write_text("\n")
        run = self.enhance(self.definition, "--findings", "findings.jsonl")
        self.assert_code(run, 65)
        self.assertIn("there are no findings in it", run.stderr)

    def test_several_of_one_image_have_names_of_their_own(self):
        self.write("findings.jsonl", self.finding() + "\n\n" + self.finding(domain="noise", point=[
            *self.noise_point()]) + "\n" + self.finding(draw=4) + "\n")
        run = self.enhance(self.definition, "--findings", "findings.jsonl")
        self.assert_code(run, 0)
        stem = pathlib.Path(json.loads(self.finding())["datapoint"]).stem
        self.assertEqual([line["file"] for line in self.lines("out/provenance.jsonl")],
                         [f"images/{stem}-turn-0.png", f"images/{stem}-noise-1.png",
                          f"images/{stem}-turn-2.png"])

    def noise_point(self):
        image = next(path for path in IMAGES.iterdir() if path.suffix in (".png", ".jpg"))
        run = self.assay("domain", "apply", "--domain", "noise", image, "-o", "x.png")
        return run.stdout.splitlines()


@unittest.skipUnless(SHARED and pathlib.Path(SHARED, "datasets").is_dir(), "no shared data")
class SharedData(AssayTest):
    enhance = Enhance.enhance
    assert_sound = Enhance.assert_sound

    def reference(self, name):
        return SOURCE / "tests" / "reference" / f"{name}.yaml"

    def test_people_change_sides_in_a_mirror(self):
        run = self.enhance(self.reference("simplepose"), "--domain", "geometric", "--copies", "6",
                           "--originals")
        self.assert_code(run, 0)
        self.assert_sound()
        content = json.loads((self.folder / "out" / "instances.json").read_text())
        [person] = content["categories"]
        names = person["keypoints"]
        self.assertEqual((len(names), len(person["skeleton"])), (17, 19))
        provenance = [json.loads(line) for line in
                      (self.folder / "out" / "provenance.jsonl").read_text().splitlines()]
        mirrored = {line["file"][7:]: "flip.hflip=true" in line["point"] for line in provenance}
        self.assertIn(True, mirrored.values())
        files = {image["id"]: image["file_name"] for image in content["images"]}
        # In the first image a person faces the camera, and has the right shoulder to the left.
        for annotation in content["annotations"]:
            if not files[annotation["image_id"]].startswith("000000000785"):
                continue
            at = {name: annotation["keypoints"][3 * i:3 * i + 3] for i, name in enumerate(names)}
            self.assertLess(at["right_shoulder"][0], at["left_shoulder"][0])

    def test_masks_and_label_maps(self):
        for name, shown in [("yolov5n_seg_masks", "(COCO)"), ("deeplabv3", "(LabelMaps)"),
                            ("mobilenet_v1", "(ImageNet)")]:
            run = self.enhance(self.reference(name), "--domain", "geometric", "--limit", "4",
                               "--originals", out=name)
            self.assert_code(run, 0)
            self.assertIn(shown, run.stdout)
            self.assert_sound(name)


if __name__ == "__main__":
    unittest.main()
