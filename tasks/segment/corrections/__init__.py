"""What a person says of a page, which outweighs all evidence: found on the page, made rulings, and told in the ledger."""
