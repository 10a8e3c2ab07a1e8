"""The command line, as ``python -m triptych``."""

from comparisons.desk.command import main

main()
