"""What is known of newspapers before any page is seen: the weights that training starts from and is pulled towards.

An opening credit that runs on into text begins an article; a line that is a byline and nothing else is one; a jump line and a
running head are what they say. Without this a training set that happens to show few of a kind would teach the reverse.
"""

PRIOR: dict[str, dict[str, float]] = {
    "opening-runs-on:sure": {"A": 4.0},
    "opening-runs-on:likely": {"A": 2.0},
    "opening-runs-on:maybe": {"A": 0.7},
    "opening:sure": {"A": 2.0, "Y": 2.0},
    "opening:likely": {"A": 1.0, "Y": 1.0},
    "byline:sure": {"Y": 3.0},
    "byline:likely": {"Y": 1.5},
    "byline-on:sure": {"Y": 2.5},
    "byline-on:likely": {"Y": 1.0},
    "jump": {"J": 3.0},
    "furniture:sure": {"F": 3.0},
    "furniture:likely": {"F": 1.5},
    "after:hyphen": {"Q": 2.0},
    "after:comma": {"Q": 1.0},
    "lower-start": {"Q": 1.5},
    "opens:closer": {"Q": 2.0},
}
