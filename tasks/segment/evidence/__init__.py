"""What can be seen of each printed line and of its neighbours, before anything is decided.

``features`` gathers all of it; each further file is one kind of evidence.
"""
