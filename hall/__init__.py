"""The rules of a hall: pure functions from what stands and what is asked to what happens."""
