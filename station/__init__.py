"""A cabinet's own computer: it passes the boards' line on to the hall, and serves the cabinet itself while the hall is
out of reach."""
