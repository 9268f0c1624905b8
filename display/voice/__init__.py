"""The voice of the hall: sentences as sound, recorded or synthetic, for the pages that speak."""
