"""Imported once by the process that trials start their servers from: all is loaded and compiled."""

from bench import small_service

small_service.warm()
