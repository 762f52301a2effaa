"""Quotations and reported speech: what was said, by whom, brought in by which words, and when."""
