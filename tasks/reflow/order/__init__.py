"""The order in which a dump in blocks is read: blocks put in order, woven columns apart, headlines out of the texts.

What tells that one line or block goes on in another is in ``follows``, ``continuity`` and ``turns``.
"""
