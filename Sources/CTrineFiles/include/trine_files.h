/* SPDX-License-Identifier: MIT */
#ifndef TRINE_FILES_H
#define TRINE_FILES_H

/*
 * Writes all of the file system an open file lies on to its disk; 0, or -1 and errno.
 * syncfs is declared for _GNU_SOURCE only, with which Swift does not read the headers.
 */
int trine_files_sync_file_system(int descriptor);

#endif
