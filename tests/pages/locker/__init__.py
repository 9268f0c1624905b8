"""The cabinet page as people before it use it."""
