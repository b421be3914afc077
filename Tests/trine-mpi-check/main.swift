// SPDX-License-Identifier: MIT

import Glibc
import TrineMPI

// Tries everything of TrineMPI over the ranks it is started with and compares with what must come.
//
// The tests start it with mpirun. Prints what is wrong, and on rank 0 how much was tried of each
// subject. Words after the program's name choose subjects.

let subjects: [(name: String, body: (Check) throws -> Void)] = [
  ("collectives", { try $0.collectives() }),
  ("split", { try $0.split() }),
  ("messages", { try $0.messages() }),
  ("transfers", { try $0.transfers() }),
  ("pieces", { try $0.pieces() }),
  ("ring", { try $0.ring() }),
  ("tree", { try $0.tree() }),
  ("window", { try $0.window() }),
  ("room", { try $0.room() }),
  ("cache-lines", { $0.cacheLines() }),
  ("barrier", { try $0.barrier() }),
  ("counters", { try $0.counters() }),
  ("mail", { try $0.mail() }),
  ("cross-memory", { try $0.crossMemory() }),
  ("clock", { try $0.clock() }),
  // Last: nothing can be started after it.
  ("errors", { try $0.errors() }),
]

do {
  let chosen = CommandLine.arguments.dropFirst()
  let check = Check(try Communicator.world())
  for subject in subjects where chosen.isEmpty || chosen.contains(subject.name) {
    let before = check.tried
    try subject.body(check)
    try check.world.barrier()
    if check.world.rank == 0 {
      print("\(check.world.size) ranks, \(subject.name): \(check.tried - before) checks")
    }
  }
  exit(check.wrong == 0 ? 0 : 1)
} catch {
  print(error)
  Communicator.abort(exitCode: 1)
}
