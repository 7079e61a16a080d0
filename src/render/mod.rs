//! Makes the pages. In: the archive. Out: pages in memory. Never touches the disk.
