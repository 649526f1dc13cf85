"""The page as one of an issue: its number and heading, what comes from another page, what goes on there."""
