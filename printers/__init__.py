"""Paper: what a slip says, how it becomes a printer's bytes, and how far we know that it came out."""
