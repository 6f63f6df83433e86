"""``python -m sroki``."""

from sroki.cli import main

main()
