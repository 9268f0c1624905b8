"""The walls, the window screens and their voice: what they show, and what they say they have shown."""
