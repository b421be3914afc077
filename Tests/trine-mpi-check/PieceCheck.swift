// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineMPI

extension Check {
  /// Everything again in messages of seven values: what else only buffers above 2^30 values meet.
  func pieces() throws {
    trine_mpi_set_piece_limit(7)
    for count in [0, 1, 6, 7, 8, 13, 14, 15, 1000] {
      try collectives(count)
      try messages(count)
      try transfers(count)
      try ring(count)
    }
    trine_mpi_set_piece_limit(1 << 30)
  }
}
