"""Disk images that are not the disk itself: QEMU opens several of them silently as raw, and copies nonsense."""

from __future__ import annotations

#: (offset, mark, name)
_MARKS = (
    (0, b"EVF\x09\x0d\x0a\xff\x00", "EnCase (E01)"),
    (0, b"KDMV", "VMware (VMDK)"),
    (0, b"COWD", "VMware (VMDK)"),
    (0, b"# Disk DescriptorFile", "VMware (VMDK)"),
    (0, b"QFI\xfb", "QEMU (qcow)"),
    (0, b"conectix", "Virtual PC (VHD)"),
    (0, b"vhdxfile", "Hyper-V (VHDX)"),
    (0x40, b"\x7f\x10\xda\xbe", "VirtualBox (VDI)"),
    (0, b"WithoutFreeSpace", "Parallels"),
    (0, b"WithouFreSpacExt", "Parallels"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (0, b"Rar!\x1a\x07", "RAR"),
)


def recognise(head: bytes) -> str:
    """The name of the container a file of these first bytes is; empty for none known."""
    return next((name for offset, mark, name in _MARKS if head[offset:].startswith(mark)), "")
