"""What is known of newspapers before any page is seen: the weights that training starts from and is pulled towards.

An opening credit that runs on into text begins an article; a line that is a byline and nothing else is one; a jump line and
a running head are what they say. Without this a training set that happens to show few of a kind would teach the reverse.
"""

PRIOR: dict[str, dict[str, float]] = {
    "opening-runs-on:sure": {"A": 6.0},
    "opening-rest": {"Q": 2.0, "Y": 2.0},
    "opening-rest-runs-on": {"Q": 3.0},
    "opening-runs-on:likely": {"A": 2.0},
    "opening-runs-on:maybe": {"A": 0.7},
    "opening:sure": {"A": 2.0, "Y": 2.0},
    "opening:likely": {"A": 1.0, "Y": 1.0},
    "byline:sure": {"Y": 3.0},
    "byline:likely": {"Y": 1.5},
    "byline-on:sure": {"Y": 2.5},
    "byline-on:likely": {"Y": 1.0},
    "no-opening-on-page-of-openings": {"A": -1.5},
    "closing-after-text:sure": {"Q": 1.5},
    "closing-picture-after-text:sure": {"Q": 2.0},
    "closing-rest": {"Q": 2.0},
    "jump": {"J": 3.0},
    "furniture:sure": {"F": 3.0},
    "furniture:likely": {"F": 1.5},
    "after:wide+full": {"P": -2.0, "A": -1.5},
    "after:letter+full": {"P": -2.0, "A": -1.5},
    "after:hyphen": {"Q": 2.0},
    "after:comma": {"Q": 1.0},
    "lower-start": {"Q": 1.5},
    "opens:closer": {"Q": 2.0},
}

ROLES: dict[str, dict[str, float]] = {
    "box-role:heading": {"K": 2.0, "M": 4.0, "D": 2.0, "X": 3.0, "F": 1.0, "A": -3.0, "P": -3.0, "Q": -3.0, "Y": -3.0},
    "box-role:paragraph": {"K": -1.5, "M": -1.5, "D": -1.5, "X": -1.5},
    "box-role:header": {"F": 3.0},
    "box-role:page-number": {"F": 3.0},
    "box-role:footer": {"F": 3.0},
}
"""What a format itself calls a block, as people did who looked at the page (PAGE's types of regions). No page that is
learned from has roles, so that nothing is learned of them."""

FOLLOWING: dict[str, dict[str, float]] = {
    "A": {"Q": 1.0, "P": -1.0, "A": -1.5, "K": -2.0, "M": -2.0, "D": -2.5, "Y": -2.0, "X": -2.0, "F": -1.0},
    "P": {"Q": 1.0, "P": -0.5, "A": -1.5, "K": -1.5, "M": -1.5, "D": -2.0, "Y": -1.0, "X": -1.0, "F": -1.0},
    "Q": {"Q": 1.0},
    "K": {"M": 2.0, "Q": -2.5, "P": -2.0, "A": -1.5, "X": -2.0, "J": -2.0},
    "M": {"Q": -3.0, "P": -2.5, "X": -2.0, "J": -2.0},
    "D": {"Q": -3.0, "P": -2.5, "X": -2.0, "J": -2.0, "K": -1.0},
    "Y": {"Q": -3.0, "X": -2.0},
    "X": {"P": 2.0, "Q": -3.0, "A": -2.0, "K": -2.0, "M": -2.0, "D": -2.0, "Y": -2.0, "J": -2.0},
    "J": {"Q": -2.0, "P": -1.0, "X": -2.0},
    "F": {},
}
"""What may follow what on any page: a lead's first line is not followed by a headline, nor a headline by half a sentence."""
