"""A folder in; what is made in it lies together, in a part of the disk of its own, out."""

import contextlib
import os
import struct
import sys

_TOP = 0x20000
"""The flag of a folder whose folders have nothing to do with one another (``chattr +T``; ext2, ext3, ext4)."""
_LONG = struct.calcsize("l") << 16
_GET_FLAGS, _SET_FLAGS = 0x8000_6601 | _LONG, 0x4000_6602 | _LONG
"""``FS_IOC_GETFLAGS`` and ``FS_IOC_SETFLAGS`` of Linux."""


def set_apart(folder: str) -> None:
    """Let the folders made in this one lie where the disk has most room, each with all that is in it.

    Else new files come to lie beside their neighbors, so a site made anew lies where the last one was deleted. An
    ext4 without a journal, as in many containers and virtual machines, gives no place away again for some minutes,
    and looks past all of them for each file: 10,000 pages took 2.5 to 8 s to write, and 0.6 s set apart. The place
    is found by the folder's name, so a new one wants a new name. Where a disk knows no such flag nothing happens.
    """
    if not sys.platform.startswith("linux"):
        return
    import fcntl

    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            (flags,) = struct.unpack("i4x", fcntl.ioctl(handle, _GET_FLAGS, bytes(8)))
            fcntl.ioctl(handle, _SET_FLAGS, struct.pack("i4x", flags | _TOP))
        finally:
            os.close(handle)
