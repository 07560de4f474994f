"""asyncio, no Qt, no libvirt: what the window and the terminal can ask for.

They speak to the outside through the protocols of :mod:`vmgui.services.outside`,
which ``app`` and ``cli`` fill with ``backends``.
"""
