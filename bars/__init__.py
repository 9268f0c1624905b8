"""Boards of lamps above the windows: what each is to show, how that becomes its bytes, whether it can be reached."""
