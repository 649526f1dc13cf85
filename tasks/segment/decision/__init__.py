"""One decision over the whole page: which label each line has, by learned weights.

``labels`` says which there are, ``chain`` decides, ``wording`` says the evidence in words.
"""
