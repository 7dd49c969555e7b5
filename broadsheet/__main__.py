"""``python -m broadsheet``: the same as the ``broadsheet`` command."""

import sys

try:
    from broadsheet.cli import main
except KeyboardInterrupt:  # before there is anybody to catch it
    sys.exit(130)

if __name__ == "__main__":
    main()
