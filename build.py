"""Run Broadsheet on the digest around the current folder: the same as the ``broadsheet`` command."""

import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = "charset_normalizer click ftfy jinja2 markdown_it msgspec yaml"


def main() -> None:
    missing = [name for name in NEEDED.split() if find_spec(name) is None]
    if missing:
        sys.exit(f"build.py: {', '.join(missing)} not installed; run: {sys.executable} -m pip install {HERE}")
    from broadsheet.cli import main as run

    run(home=HERE)


if __name__ == "__main__":
    main()
