/* SPDX-License-Identifier: MIT */
#include "trine_kernels.h"
