"""Run Broadsheet on the digest around the current folder: the same as the ``broadsheet`` command."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))


def main() -> None:
    finders = (getattr(finder, "find_spec", None) for finder in sys.meta_path)
    if not any(find is not None and find("broadsheet", None) for find in finders):
        needed = os.path.join(HERE, "requirements.txt")
        sys.exit(f"build.py: Broadsheet is not installed; run: {sys.executable} -m pip install -r {needed}")
    from broadsheet.cli import main as run

    run(home=HERE)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # while it was being loaded
        sys.exit(130)
