"""Measured claims: each one command, the machine named, its own floor in the same run. See docs/bench.md."""
