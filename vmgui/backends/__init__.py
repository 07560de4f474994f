"""The outside world, one file per thing.  The only place for threads, subprocesses and third-party I/O.

Imports ``model``, ``legacy``, ``errors`` and ``paths`` only.
"""
