"""Printed lines: what stands in a row of a dump, torn lines put together, measures of columns, lines that were full."""
