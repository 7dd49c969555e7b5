"""The wheel works on a machine that has nothing but what the wheel asks for."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from broadsheet import __version__

ROOT = Path(__file__).parent.parent


def call(*words: object, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_starts_and_builds_a_digest(tmp_path: Path) -> None:
    call(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        tmp_path,
        ROOT,
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("broadsheet-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    folder = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    python = folder / "python"
    call(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    call(folder / "broadsheet", "init", "digest", "--title", "Wheel & Sons", cwd=tmp_path)
    digest = tmp_path / "digest"
    assert f"broadsheet=={__version__}" in (digest / "requirements.txt").read_text()
    assert (digest / ".github/workflows/pages.yml").exists()
    raw = "Harbor reopens after the storm\n\nThe harbor reopened on Monday after three days of storm.\n"
    (digest / "content/inbox").mkdir(parents=True, exist_ok=True)
    (digest / "content/inbox/harbor.txt").write_text(raw, encoding="utf-8")
    call(python, "build.py", "--strict", cwd=digest)
    assert "Wheel &amp; Sons" in (digest / "site/index.html").read_text(encoding="utf-8")
    assert any("harbor-reopens" in path.name for path in (digest / "site").rglob("*"))
    assert (digest / "site/assets/style.css").stat().st_size > 1000
