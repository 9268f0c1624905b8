"""Lock boards, from the byte on the wire to the door."""
