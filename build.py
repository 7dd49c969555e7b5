"""Run Broadsheet on the digest around the current folder: the same as the ``broadsheet`` command."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
NEEDED = "charset_normalizer click ftfy jinja2 markdown_it msgspec rensa starlette uvicorn watchdog yaml"


def main() -> None:
    missing = [name for name in NEEDED.split() if not is_installed(name)]
    venv = os.path.join(HERE, ".venv")
    own = os.path.join(venv, "Scripts/python.exe" if os.name == "nt" else "bin/python")
    if missing and os.path.exists(own) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        import subprocess

        sys.exit(subprocess.call([own, __file__, *sys.argv[1:]]))  # what `make site` has set up
    if missing:
        sys.exit(f"build.py: {', '.join(missing)} not installed; run: {sys.executable} -m pip install {HERE}")
    # Containers often tell Python to keep no compiled modules: then each run compiles ours anew, for 0.1 s.
    sys.dont_write_bytecode = False
    from broadsheet.cli import main as run

    run(home=HERE)


def is_installed(name: str) -> bool:
    """Look for a library; to ask ``importlib.util`` would load as much as all the rest of an idle build."""
    finders = (getattr(finder, "find_spec", None) for finder in sys.meta_path)
    return any(find is not None and find(name, None) is not None for find in finders)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # while it was being loaded
        sys.exit(130)
