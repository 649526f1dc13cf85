"""The command line: one file for what each command says, and ``parser.py`` for what it may be told."""
