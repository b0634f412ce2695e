# SPDX-License-Identifier: Apache-2.0
"""An image that crashes its decoder is lost, and nothing else: the run goes on by itself."""
import json
import shutil
import signal
import subprocess
import time
import unittest

from assay_cli import ASSAY, AssayTest, BUILD, IMAGES, WORKER, environment, processes_with

COUNT = 20


def ppm(shade, comment):
    """A grey-blue picture, 24 x 16: of a format that the codec module decodes."""
    return f"P6\n# {comment}\n24 16\n255\n".encode() + bytes([shade, shade, 200]) * (24 * 16)


class DecodeCrash(AssayTest):
    """Runs a copy of assay whose codec module crashes on demand."""

    def setUp(self):
        super().setUp()
        self.bin = self.folder / "install" / "bin"
        module = self.folder / "install" / "lib" / "assay" / "codecs.so"
        self.bin.mkdir(parents=True)
        module.parent.mkdir(parents=True)
        for program in (ASSAY, WORKER):
            shutil.copy2(program, self.bin)
        shutil.copy2(BUILD / "lib" / "golden" / "crashing_codecs.so", module)

    def start(self, *arguments, **options):
        return subprocess.Popen([str(self.bin / "assay"), *map(str, arguments)], text=True,
                                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=environment(), **options)

    def prepare(self, crashes, **inputs):
        """A definition of COUNT pictures; `crashes` says which have which comment."""
        categories = json.loads((IMAGES / "instances.json").read_text())["categories"]
        images, annotations = [], []
        for i in range(COUNT):
            name = f"picture_{i:02}.ppm"
            path = self.folder / "pictures" / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(ppm(10 * i, crashes.get(i, "")))
            images.append({"id": i + 1, "file_name": name, "width": 24, "height": 16})
            annotations.append({"id": i + 1, "image_id": i + 1, "iscrowd": 0, "area": 36,
                                "category_id": categories[0]["id"], "bbox": [0, 0, 6, 6]})
        truth = self.write("truth.json", json.dumps(
            {"images": images, "annotations": annotations, "categories": categories}))
        self.definition = self.define(images=self.folder / "pictures", annotations=truth,
                                      inputs=inputs, batch=3)

    def command(self, out, *options):
        return ("evaluate", self.definition, "-o", out, "--plugin-dir", BUILD / "lib",
                "--no-progress", *options)

    def run_to(self, out, *options):
        return self.assay(*self.command(out, *options))

    def records(self, out="run"):
        path = self.folder / out / "journal.jsonl"
        lines = path.read_bytes().splitlines()[1:] if path.exists() else []
        return [json.loads(line)["index"] for line in lines if line.endswith(b"}")]

    def assert_crashed(self, run, names, out="run"):
        self.assert_code(run, 1)
        summary = self.summary(out)
        self.assertEqual(summary["datapoints"], {"total": COUNT, "failed": len(names),
                                                 "evaluated": COUNT - len(names)})
        self.assertEqual({f["datapoint"]: f["kind"] for f in summary["failures"]},
                         {name: "decode_crash" for name in names})
        self.assertEqual(sorted(self.records(out)), list(range(COUNT)))
        self.assert_nothing_lives()
        return summary["failures"]

    def assert_nothing_lives(self):
        deadline = time.monotonic() + 10
        while processes_with(str(self.bin)) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(processes_with(str(self.bin)), [])

    def test_one_image_is_lost_whatever_the_number_of_threads(self):
        self.prepare({7: "assay-test-segfault"})
        for jobs in ("1", "4"):
            run = self.run_to(f"jobs{jobs}", "--jobs", jobs)
            [failure] = self.assert_crashed(run, ["picture_07.ppm"], f"jobs{jobs}")
            self.assertIn("signal 11, SIGSEGV", failure["message"])
            self.assertIn("a decoder of images crashed", run.stderr)
        self.assertEqual(self.digests("jobs1"), self.digests("jobs4"))

    def test_two_images_are_lost(self):
        self.prepare({3: "assay-test-segfault", 4: "assay-test-abort"})
        first, second = self.assert_crashed(self.run_to("run", "--jobs", "4"),
                                            ["picture_03.ppm", "picture_04.ppm"])
        self.assertIn("SIGSEGV", first["message"])
        self.assertIn("SIGABRT", second["message"])

    def test_the_first_and_the_last_image(self):
        self.prepare({0: "assay-test-segfault", COUNT - 1: "assay-test-segfault"})
        self.assert_crashed(self.run_to("run"), ["picture_00.ppm", "picture_19.ppm"])

    def test_a_crash_that_does_not_repeat_costs_nothing(self):
        self.prepare({7: f"assay-test-once:{self.folder}/crashed"})
        self.assert_code(self.run_to("run"), 0)
        self.assertTrue((self.folder / "crashed").exists())
        self.assertEqual(self.summary()["failures"], [])

    def test_a_crash_while_the_report_is_made_costs_the_picture_in_it(self):
        self.prepare({7: f"assay-test-later:{self.folder}/decoded"})
        truth = json.loads((self.folder / "truth.json").read_text())
        truth["annotations"][7]["bbox"] = [12, 8, 6, 6]  # so that it is among the worst
        self.write("truth.json", json.dumps(truth))
        run = self.run_to("run")
        self.assert_code(run, 0)
        self.assertIn("no thumbnail in the report: the image decoder crashed on it twice",
                      run.stderr)
        self.assertEqual(self.summary()["datapoints"]["failed"], 0)

    def test_resuming_a_finished_run_gives_the_same_bytes(self):
        self.prepare({7: "assay-test-segfault"})
        self.assert_crashed(self.run_to("run"), ["picture_07.ppm"])
        before = self.digests()
        again = self.run_to("run", "--resume")
        self.assert_code(again, 1)
        self.assertNotIn("crashed;", again.stderr)
        self.assertEqual(self.digests(), before)

    def after_the_crash(self, act):
        """Starts a run in which image 2 crashes, and calls `act` once it has gone on."""
        self.prepare({2: "assay-test-segfault"}, sleep_ms=40)
        self.assert_crashed(self.run_to("undisturbed"), ["picture_02.ppm"], "undisturbed")
        process = self.start(*self.command("run"))
        while len(self.records()) < 5:
            time.sleep(0.01)
        act(process)
        out, err = process.communicate(timeout=30)
        self.assert_nothing_lives()
        return process.returncode, err

    def assert_resumes(self):
        self.assertLess(len(self.records()), COUNT)
        self.assert_crashed(self.run_to("run", "--resume"), ["picture_02.ppm"])
        self.assertEqual(self.digests(), self.digests("undisturbed"))

    def test_an_interrupt_after_the_crash(self):
        code, err = self.after_the_crash(lambda process: process.send_signal(signal.SIGINT))
        self.assertEqual(code, 130, err)
        self.assertIn("--resume", err)
        self.assert_resumes()

    def test_sigterm_after_the_crash(self):
        code, err = self.after_the_crash(lambda process: process.send_signal(signal.SIGTERM))
        self.assertEqual(code, 143, err)
        self.assert_resumes()

    def test_kill_9_after_the_crash(self):
        code, _ = self.after_the_crash(lambda process: process.kill())
        self.assertEqual(code, -signal.SIGKILL)
        self.assert_resumes()

    def test_a_runner_that_is_killed_is_not_restarted(self):
        def kill_the_runner(process):
            children = f"/proc/{process.pid}/task/{process.pid}/children"
            with open(children) as file:
                subprocess.run(["kill", "-9", *file.read().split()], check=True)
        code, err = self.after_the_crash(kill_the_runner)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertIn("killed by SIGKILL", err)
        self.assert_resumes()

    def test_a_crash_while_nothing_is_decoded_is_a_bug(self):
        def crash_the_runner(process):
            while len(self.records()) < COUNT - 4:  # all have been decoded by then
                time.sleep(0.01)
            children = f"/proc/{process.pid}/task/{process.pid}/children"
            with open(children) as file:
                subprocess.run(["kill", "-SEGV", *file.read().split()], check=True)
        code, err = self.after_the_crash(crash_the_runner)
        self.assertEqual(code, 70, err)
        self.assertIn("this is a bug in assay", err)
        self.assertIn("--resume goes on", err)
        self.assert_resumes()

    def test_the_directory_stays_locked_between_two_runners(self):
        self.prepare({i: "assay-test-segfault" for i in range(6)}, sleep_ms=20)
        process = self.start(*self.command("run"))
        while not (self.folder / "run" / "journal.jsonl").exists():
            time.sleep(0.005)
        codes = set()
        while process.poll() is None and len(codes) < 2:
            codes.add(self.run_to("run", "--resume").returncode)
            if len(self.records()) > 3:
                break
        process.communicate(timeout=60)
        self.assertEqual(codes, {75})
        self.assertEqual(process.returncode, 1)

    def test_help_and_version_start_no_second_process(self):
        if not shutil.which("strace"):
            self.skipTest("strace is not installed")
        for arguments in (["--version"], ["evaluate", "--help"], ["check", "--help"]):
            trace = self.folder / "trace"
            subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=process", ASSAY, *arguments],
                           capture_output=True, check=True)
            self.assertNotRegex(trace.read_text(), r"\b(clone3?|v?fork)\(")


if __name__ == "__main__":
    unittest.main()
