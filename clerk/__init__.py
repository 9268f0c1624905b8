"""The window: what a clerk sees, and every act on a ticket there."""
