"""PURE: what an office has (hosts, guests, their disks), as frozen dataclasses; libvirt's XML in and out."""
