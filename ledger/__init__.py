"""The record: the only door. Everything that happens in the hall passes here and is on disk before it is answered."""
