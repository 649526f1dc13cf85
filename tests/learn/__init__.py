"""Learning the segmentation's weights from typeset pages with gold: ``python -m tests.learn --help``."""
