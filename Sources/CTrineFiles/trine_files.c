/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "trine_files.h"

#include <unistd.h>

int trine_files_sync_file_system(int descriptor) {
  return syncfs(descriptor);
}
