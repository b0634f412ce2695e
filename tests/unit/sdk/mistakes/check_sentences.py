#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each source beside this file has one mistake: the compiler must refuse it, its first error must be
the sentence after `// says:`, and there must be little else to read. The prelude alone must compile.

usage: check_sentences.py COMPILER FLAG...
"""
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
MOST_LINES = 16  # but for those that say which file includes which


def compile_with(command, source):
    run = subprocess.run([*command, "-std=c++17", "-fsyntax-only", str(source)],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return run.returncode, run.stdout


def complaint(command, source):
    """What is wrong with the compiler's answer, or None."""
    sentence = re.search(r"^// says: (.+)$", source.read_text(), re.MULTILINE).group(1)
    code, output = compile_with(command, source)
    errors = [line for line in output.splitlines() if " error: " in line]
    lines = sum(not line.lstrip().startswith(("In file included", "from "))
                for line in output.splitlines())
    if code == 0 or not errors:
        return "it compiles"
    if sentence not in errors[0]:
        return f"the first error is not '{sentence}'"
    if len(errors) > 1 or lines > MOST_LINES:
        return f"{len(errors)} errors, {lines} lines"
    return None


def main():
    command = sys.argv[1:]
    code, output = compile_with(command, FOLDER / "prelude.hpp")
    failed = [f"prelude.hpp: {output}"] if code != 0 else []
    sources = sorted(FOLDER.glob("*.cpp"))
    for source in sources:
        wrong = complaint(command, source)
        if wrong is not None:
            failed.append(f"{source.name}: {wrong}\n{compile_with(command, source)[1]}")
    print("\n".join(failed) if failed else f"{len(sources)} mistakes, a sentence for each")
    return 1 if failed or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
