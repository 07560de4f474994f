"""vmgui: a desktop VM manager for small offices.

Data flows one way: ``ui -> services -> model, legacy, rfb``; ``backends`` do what
the services ask of the outside world; only ``app`` and ``cli`` join them.
"""

__version__ = "0.1.0"
