// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func counters() throws {
    let node = try world.splitByNode()
    let counters = try SharedCounters(count: 3, node: node)
    expect((0..<counters.count).map { counters[$0].load() }, [0, 0, 0], "new counters")
    try node.barrier()
    for _ in 0..<10_000 {
      counters[0].add(1)
      counters[1].add(-3)
    }
    try node.barrier()
    let total = 10_000 * node.size
    let found = (0..<2).map { counters[$0].load() }
    expect(found, [total, -3 * total], "counters after everybody has added")
    try publish(node, counters[2])
  }

  /// What a rank wrote before it stored a number, whoever loads that number sees.
  private func publish(_ node: Communicator, _ turn: SharedCounter) throws {
    let window = try SharedWindow(byteCount: node.rank == 0 ? 800 : 0, node: node)
    let words = window.segment(of: 0).assumingMemoryBound(to: Int.self)
    var torn = 0
    for round in 0..<200 {
      // Ranks take turns: each finds what the one before it wrote.
      while turn.load() != round * node.size + node.rank { try yieldToMPI() }
      for index in words.indices where words[index] != turn.load() { torn += 1 }
      for index in words.indices { words[index] = turn.load() + 1 }
      turn.store(turn.load() + 1)
    }
    expect(torn, 0, "words that came after their number")
  }

  /// Lets another rank have the core: a probe of MPI yields where ranks share cores.
  private func yieldToMPI() throws {
    _ = try world.probe(from: nil, tag: nil)
  }
}
