"""One module a command of `hall`; its first line is the command's line in `hall --help`."""
