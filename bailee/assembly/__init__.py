"""Puts the parts together; the only room that knows them all.

`House.open` opens a data folder; `serving.serve` lets it answer; `operator` lets the command line
speak to it, whether it is running or not.

May be imported by: commands, __main__.
"""

from bailee.assembly.folder import Folder, FolderError
from bailee.assembly.house import House

__all__ = ["Folder", "FolderError", "House"]
