"""How good the articles are, measured against golden pages."""
