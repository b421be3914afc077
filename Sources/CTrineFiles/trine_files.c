/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "trine_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int trine_files_sync_file_system(int descriptor) {
  return syncfs(descriptor);
}

int trine_files_exchange(const char *first, const char *second) {
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}

int trine_files_move(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int trine_files_has_writer(int descriptor) {
  /* A lease to read is refused while somebody writes. Should somebody begin to while it is held, the
     signal that says so must be one that ends nobody. */
  fcntl(descriptor, F_SETSIG, SIGURG);
  if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
    fcntl(descriptor, F_SETLEASE, F_UNLCK);
    return 0;
  }
  return errno == EAGAIN;
}
