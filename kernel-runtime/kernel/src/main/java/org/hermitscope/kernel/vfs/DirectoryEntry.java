package org.hermitscope.kernel.vfs;

/// A line of a directory listing.
///
/// @param name a guest name
/// @param inode number
/// @param type type bits of the mode ([Mode])
public record DirectoryEntry(String name, long inode, int type) {}
