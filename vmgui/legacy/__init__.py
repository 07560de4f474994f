"""PURE: what an old disk says and what it needs.  No file, no socket, no clock, no thread.

``reading`` is handed in as :class:`~vmgui.legacy.report.ReadAt` and
:class:`~vmgui.legacy.report.FileTree`; the result is a
:class:`~vmgui.legacy.report.DiskReport`, its findings, and an import plan that
can be read before it is carried out.
"""
