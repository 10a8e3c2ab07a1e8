"""Processes: a process a framework, that does what it is asked, crashes alone, and leaves no one behind.

Knows no other room: a task is a function that comes from the room which asks for it, and an adapter an address. Whoever
needs a framework to answer asks a worker: `judging/`, `clock/`, `telling/`, `guide/` and the desk.
"""
