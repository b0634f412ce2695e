# SPDX-License-Identifier: Apache-2.0
"""Nothing reported is lost, whatever ends the run, and going on gives the same bytes."""
import json
import os
import random
import re
import shutil
import signal
import time
import unittest
import zlib

from assay_cli import AssayTest, BUILD, IMAGES, WORKER, processes_with

KILLS = int(os.environ.get("ASSAY_KILLS", "6"))  # ./dev bench and reviewers use more


class Interruption(AssayTest):
    def setUp(self):
        super().setUp()
        self.definition = self.define(inputs={"sleep_ms": 4}, batch=3)

    def command(self, out, *options):
        return ("evaluate", self.definition, "-o", out, "--plugin-dir", BUILD / "lib",
                "--no-progress", *options)

    def undisturbed(self):
        self.assert_code(self.assay(*self.command("undisturbed")), 0)
        return self.digests("undisturbed")

    def journal_lines(self, out):
        path = self.folder / out / "journal.jsonl"
        return path.read_bytes().splitlines()[1:] if path.exists() else []

    def records(self, out):
        return [json.loads(line)["index"] for line in self.journal_lines(out)]

    def test_kill_9_at_random_moments(self):
        expected = self.undisturbed()
        rng = random.Random(11)
        for round_ in range(KILLS):
            out = f"run{round_}"
            killed = 0
            while killed < 3:
                process = self.start(*self.command(out, "--resume"))
                time.sleep(rng.uniform(0.02, 0.5))
                process.kill()
                process.communicate()
                killed += 1
                before = [line for line in self.journal_lines(out)]
            self.assert_code(self.assay(*self.command(out, "--resume")), 0)
            self.assertEqual(self.digests(out), expected)
            after = self.journal_lines(out)
            whole = before[:-1]  # the last line may have been torn
            self.assertEqual(after[:len(whole)], whole)
            self.assertEqual(len(set(self.records(out))), len(self.records(out)),
                             "a recorded datapoint was predicted again")
        self.assert_no_worker_is_left()

    def assert_no_worker_is_left(self):
        deadline = time.monotonic() + 10
        while processes_with(WORKER) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(processes_with(WORKER), [])

    def interrupt(self, number, times=1, records=4):
        """Once so many are in the journal."""
        process = self.start(*self.command("run"))
        while len(self.journal_lines("run")) < records:
            time.sleep(0.01)
        for _ in range(times):
            process.send_signal(number)
            time.sleep(0.005)
        out, err = process.communicate(timeout=30)
        return process.returncode, out, err

    def test_sigint_drains_and_resume_goes_on(self):
        expected = self.undisturbed()
        code, _, err = self.interrupt(signal.SIGINT)
        self.assertEqual(code, 130, err)
        self.assertIn("--resume", err)
        self.assert_code(self.assay(*self.command("run", "--resume")), 0)
        self.assertEqual(self.digests(), expected)

    def test_sigterm_gives_143(self):
        code, _, err = self.interrupt(signal.SIGTERM)
        self.assertEqual(code, 143, err)

    def test_two_signals_stop_at_once(self):
        code, _, _ = self.interrupt(signal.SIGINT, times=2)
        self.assertEqual(code, 130)
        self.assert_no_worker_is_left()

    def test_a_signal_to_the_whole_group_counts_once(self):
        """As a terminal's ^C: both processes of assay get it."""
        process = self.start(*self.command("run"), start_new_session=True)
        while len(self.journal_lines("run")) < 4:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("datapoints are recorded", err)
        self.assertNotIn("second interrupt", err)

    def test_kill_9_leaves_the_directory_free_at_once(self):
        expected = self.undisturbed()
        for _ in range(3):
            process = self.start(*self.command("run", "--resume"))
            time.sleep(0.2)
            process.kill()
            process.wait()  # for it alone: its pipes may be held for a moment more
            process.stdout.close()
            process.stderr.close()
        self.assert_code(self.assay(*self.command("run", "--resume")), 0)
        self.assertEqual(self.digests(), expected)

    def test_a_model_that_does_not_stop_is_ended(self):
        self.definition = self.define(inputs={"fault": "hang", "at": "scene_010.jpg"}, batch=3)
        # The three batches before it are done, so the model has it.
        code, _, err = self.interrupt(signal.SIGINT, records=9)
        self.assertEqual(code, 130, err)
        self.assertIn("the model did not stop within 10 s of the interrupt and was ended", err)
        self.assertNotIn("second interrupt", err)
        self.assert_no_worker_is_left()

    def test_a_run_without_one_record_leaves_the_directory_free(self):
        definition = self.define(inputs={"fault": "hang", "at": "all"}, name="hang.yaml")
        process = self.start("evaluate", definition, "-o", "run", "--plugin-dir", BUILD / "lib")
        while not (self.folder / "run" / "journal.jsonl").exists():
            time.sleep(0.01)
        time.sleep(0.1)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertFalse((self.folder / "run" / "run.json").exists())
        self.assert_code(self.assay(*self.command("run")), 0)

    def test_an_interrupt_while_loading_ends_the_run(self):
        definition = self.define(inputs={"fault": "load-hang"}, name="hang.yaml")
        process = self.start("evaluate", definition, "-o", "hang", "--plugin-dir", BUILD / "lib")
        while not processes_with(WORKER):
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assert_no_worker_is_left()

    def test_resuming_a_finished_run_predicts_nothing(self):
        expected = self.undisturbed()
        before = self.journal_lines("undisturbed")
        self.assert_code(self.assay(*self.command("undisturbed", "--resume")), 0)
        self.assertEqual(self.digests("undisturbed"), expected)
        self.assertEqual(self.journal_lines("undisturbed"), before)

    def test_a_damaged_line_is_predicted_again(self):
        expected = self.undisturbed()
        journal = self.folder / "undisturbed" / "journal.jsonl"
        lines = journal.read_bytes().splitlines(keepends=True)
        lines[20] = lines[20].replace(b"scores", b"scorez")
        journal.write_bytes(b"".join(lines))
        run = self.assay(*self.command("undisturbed", "--resume"))
        self.assert_code(run, 0)
        self.assertIn("damaged", run.stderr)
        self.assertEqual(self.digests("undisturbed"), expected)

    def forge(self, number, change):
        """Changes a line of the journal and makes its checksum fit."""
        journal = self.folder / "undisturbed" / "journal.jsonl"
        lines = journal.read_bytes().splitlines(keepends=True)
        body = lines[number - 1].split(b',"crc":')[0]
        forged = change(body)
        self.assertNotEqual(forged, body)
        lines[number - 1] = b'%s,"crc":"%08x"}\n' % (forged, zlib.crc32(forged))
        journal.write_bytes(b"".join(lines))

    def test_a_line_of_unexpected_content_is_predicted_again(self):
        expected = self.undisturbed()
        changes = {7: (b'"width"', b'"breadth"'), 8: (b'"index"', b'"indez"'),
                   9: (b'"dtype":"f32"', b'"dtype":5'), 10: (b'"scores"', b'"scorez"')}
        for number, (old, new) in changes.items():
            self.forge(number, lambda body: body.replace(old, new, 1))
        run = self.assay(*self.command("undisturbed", "--resume"))
        self.assert_code(run, 0)
        for number in changes:
            self.assertIn("damaged journal line, predicting its datapoint again line=%d\n" % number,
                          run.stderr)
        self.assertEqual(self.digests("undisturbed"), expected)

    def test_a_datapoint_whose_blob_is_lost_is_predicted_again(self):
        expected = self.undisturbed()
        self.forge(7, lambda body: re.sub(rb'"data":\[[^]]*\]',
                                          b'"blob":"00000005-0.bin","sha256":"0"', body, count=1))
        run = self.assay(*self.command("undisturbed", "--resume"))
        self.assert_code(run, 0)
        self.assertIn("files in fields/ are missing or altered, predicting their datapoints again "
                      "count=1", run.stderr)
        self.assertEqual(self.digests("undisturbed"), expected)

    def test_an_image_that_has_changed_is_predicted_again(self):
        images = self.folder / "images"
        shutil.copytree(IMAGES, images)
        definition = self.define(images=images)
        self.assert_code(self.evaluate(definition), 0)
        os.utime(images / "scene_008.jpg", ns=(1, 1))
        run = self.evaluate(definition, "--resume")
        self.assert_code(run, 0)
        self.assertIn("images have changed since they were predicted, predicting them again count=1",
                      run.stderr)
        self.assertEqual(self.records("run")[-1], 7)
        self.assertNotIn("changed", self.evaluate(definition, "--resume").stderr)

    def test_another_run_cannot_be_resumed(self):
        self.undisturbed()
        run = self.assay(*self.command("undisturbed", "--resume", "--batch", "5"))
        self.assert_code(run, 64)
        self.assertIn(": --batch was 3 and is now 5; go on with what", run.stderr)
        run = self.assay(*self.command("undisturbed", "--resume", "--worker-memory", "1G"))
        self.assert_code(run, 64)
        self.assertIn(": --worker-memory was 0 and is now 1073741824; ", run.stderr)
        self.define(inputs={"sleep_ms": 5}, batch=3)
        run = self.assay(*self.command("undisturbed", "--resume"))
        self.assert_code(run, 64)
        self.assertIn(": the definition has changed; ", run.stderr)

    def test_a_directory_in_use_is_busy(self):
        first = self.start(*self.command("run"))
        while not (self.folder / "run" / "journal.jsonl").exists():
            time.sleep(0.01)
        second = self.assay(*self.command("run", "--resume"))
        first.communicate(timeout=60)
        self.assert_code(second, 75)


if __name__ == "__main__":
    unittest.main()
