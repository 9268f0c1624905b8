"""The whole, put together: commands, config, devices, access, and the app."""
