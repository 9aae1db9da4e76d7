"""Starts the sidecar: ``python -I -B <this folder>``."""

from antecedent_sidecar import stdio

channels = stdio.take()

from antecedent_sidecar import server  # noqa: E402 - whatever this imports may print, so the channels come first

raise SystemExit(server.main(channels))
