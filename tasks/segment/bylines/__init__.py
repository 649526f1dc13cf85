"""Bylines on lines of their own: where each begins and ends, and which article it goes to."""
