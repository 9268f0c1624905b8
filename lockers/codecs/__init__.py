"""One file per family of lock boards: its frames, and nothing else. Pure."""
