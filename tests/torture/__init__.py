"""What a batch must survive: kills at any instant, every write failing in turn, seeds that change underfoot.

``trial`` runs the program in forked children, ``scenes`` says what changed between two runs, ``kills`` and ``faults`` with
``disturbed`` disturb the second. The tests here take minutes: ``make torture``. ``tests/test_crash_safety.py`` has a small
part of them run with every ``make test``.
"""
