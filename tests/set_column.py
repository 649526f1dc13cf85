"""Text set to a measure, as a typesetter does: a line is broken where the next word does not fit."""

from tasks.reflow.lines.rows import set_width


def set_column(text, measure):
    """The lines of a text, each as wide as the measure (in cells) allows."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if set_width(longer) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
