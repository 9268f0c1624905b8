"""The common wires of every device: bytes out, bytes in, within time limits; and the one worker a device has."""
