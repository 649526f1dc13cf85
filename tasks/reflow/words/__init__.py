"""Words that a line's end or a drop capital divides: what the page and its language's lexicon know of them."""
