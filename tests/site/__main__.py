"""Write the invented digest and build it: ``python -m tests.site FOLDER [BASE_URL] [KEY: VALUE]...``."""

import sys
from pathlib import Path

from tests.conftest import NOW, DigestFolder
from tests.site.digest import BASE, config_with, write_digest

folder = Path(sys.argv[1])
base = sys.argv[2] if len(sys.argv) > 2 else BASE
digest = DigestFolder(folder)
write_digest(folder, config_with(*sys.argv[3:]).replace(BASE, base))
for problem in digest.build(NOW).problems:
    print(problem.path, problem.message)
