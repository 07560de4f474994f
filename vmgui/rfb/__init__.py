"""PURE: the VNC protocol (RFC 6143 and its registered extensions), sans-I/O, usable alone; knows nothing of vmgui."""
