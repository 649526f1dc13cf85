"""Zones that people marked on a page: each is one thing, from its first line to its last."""
