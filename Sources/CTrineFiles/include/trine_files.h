/* SPDX-License-Identifier: MIT */
#ifndef TRINE_FILES_H
#define TRINE_FILES_H

/*
 * Writes all of the file system an open file lies on to its disk; 0, or -1 and errno.
 * syncfs is declared for _GNU_SOURCE only, with which Swift does not read the headers.
 */
int trine_files_sync_file_system(int descriptor);

/* Exchanges what two paths name, in one step; 0, or -1 and errno. renameat2: for _GNU_SOURCE only. */
int trine_files_exchange(const char *first, const char *second);

/* Moves a file to a name that must be free; 0, or -1 and errno. renameat2: for _GNU_SOURCE only. */
int trine_files_move(const char *from, const char *to);

/*
 * Whether another process has the file open for writing, as far as its file system can tell.
 * F_SETLEASE and F_SETSIG are declared for _GNU_SOURCE only.
 */
int trine_files_has_writer(int descriptor);

#endif
