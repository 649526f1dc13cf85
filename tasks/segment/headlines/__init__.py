"""Headlines: what is one, to which text it belongs, and its kicker, main headline and deck."""
