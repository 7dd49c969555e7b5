"""Run Broadsheet on the digest around the current folder: the same as the ``broadsheet`` command."""

try:
    import os
    import sys
    from importlib.util import find_spec
    from pathlib import Path
except KeyboardInterrupt:
    raise SystemExit(130) from None

HERE = Path(__file__).resolve().parent
NEEDED = "charset_normalizer click ftfy jinja2 markdown_it msgspec rensa starlette uvicorn watchdog yaml"


def main() -> None:
    missing = [name for name in NEEDED.split() if find_spec(name) is None]
    own = HERE / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if missing and own.exists() and Path(sys.prefix).resolve() != (HERE / ".venv").resolve():
        import subprocess

        sys.exit(subprocess.call([str(own), __file__, *sys.argv[1:]]))  # what `make site` has set up
    if missing:
        sys.exit(f"build.py: {', '.join(missing)} not installed; run: {sys.executable} -m pip install {HERE}")
    # Containers often tell Python to keep no compiled modules: then each run compiles ours anew, for 0.1 s.
    sys.dont_write_bytecode = False
    from broadsheet.cli import main as run

    run(home=HERE)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # while it was being loaded
        sys.exit(130)
