"""Fuzzing of the rooms: pages that nobody would print, drawn from bytes, and what must hold of them all the same.

``draw`` makes text of bytes, ``targets`` has one function for each room (bytes in; it raises where a law is broken or the
time is up), ``clock`` says how long a room may take. hypothesis runs them in ``tests/test_fuzz.py``,
``python -m tests.fuzz`` for as long as wanted, led by coverage (atheris). What was found stands in ``tests/cases/found/``.
"""
