"""The machine where visitors take a ticket, and the tickets themselves over HTTP."""
