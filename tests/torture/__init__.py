"""What a batch must survive: kills at any instant, every write failing in turn, seeds that change underfoot.

``trial`` runs the program in forked children, ``faults`` has the n-th write fail, ``scenes`` says what changed between two
runs. The tests here take minutes: ``make torture``. ``tests/test_crash_safety.py`` runs a small part with every ``make test``.
"""
