"""The one exception of this package."""


class RfbError(Exception):
    """The server sent what the protocol does not allow, or more than our limits; ``str()`` is for logs."""
