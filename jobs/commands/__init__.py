"""The commands of ``feedloom``, one file a group; nothing heavy is imported before a command needs it."""
