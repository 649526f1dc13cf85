"""Columns side by side in the rows of a dump, as ``pdftotext -layout`` sets them: found, and read one after the other.

``split`` puts the parts of this folder to work.
"""
