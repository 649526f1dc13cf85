"""The nouns of the pipeline: frozen, typed, without I/O. All offsets are into the source text as decoded."""
