"""The cabinet's own computer."""
