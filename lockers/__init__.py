"""The cabinet: how its boards are spoken to, and what is known of every door."""
