"""Run Broadsheet on the digest around the current folder: the same as the ``broadsheet`` command."""

try:
    import sys
    from importlib.util import find_spec
    from pathlib import Path
except KeyboardInterrupt:
    raise SystemExit(130) from None

HERE = Path(__file__).resolve().parent


def main() -> None:
    if find_spec("broadsheet") is None:
        needed = HERE / "requirements.txt"
        sys.exit(f"build.py: Broadsheet is not installed; run: {sys.executable} -m pip install -r {needed}")
    from broadsheet.cli import main as run

    run(home=HERE)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # while it was being loaded
        sys.exit(130)
