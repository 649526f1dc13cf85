"""What places and sizes on the sheet say of several lines together, where a setter states them (as in a PDF).

``placed`` asks each of the others in turn.
"""
