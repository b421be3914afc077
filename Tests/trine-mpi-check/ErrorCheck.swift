// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineMPI

extension Check {
  /// Errors come back as codes with words, instead of ending the process.
  func errors() throws {
    badRoot()
    let part = try world.split(color: 0, key: world.rank)
    for communicator in [world, part, try part.splitByNode()] { try wrongLength(communicator) }
    try dropped()
  }

  private func badRoot() {
    var number: Float = 0
    let code = trine_mpi_broadcast_f32(trine_mpi_world(), &number, 1, 1_000_000)
    var text = [CChar](repeating: 0, count: 200)
    trine_mpi_error_text(code, &text, text.count)
    let words = String(
      decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
      as: UTF8.self
    )
    expect(words.contains("MPI_ERR_ROOT"), true, "whether \(words) speaks of a bad root")
  }

  /// A message must be as long as its buffer.
  private func wrongLength(_ communicator: Communicator) throws {
    try wrongLength(communicator, 6, "the message is shorter than the buffer")
    // Open MPI 4.1 cuts short messages of a rank to itself without a word.
    if communicator.size > 1 { try wrongLength(communicator, 4, "MPI_ERR_TRUNCATE") }
  }

  private func wrongLength(_ ranks: Communicator, _ count: Int, _ words: String) throws {
    let left = (ranks.rank + ranks.size - 1) % ranks.size
    let right = (ranks.rank + 1) % ranks.size
    let sent = floats(ranks.rank, 5)
    let operation = "receive of \(count) floats from rank \(left) failed: \(words)"
    var buffer = [Float](repeating: 0, count: count)
    expect(failure: operation, "a message of 5 floats") {
      try ranks.send(sent.span, to: right, tag: 1)
      try buffer.edit { try ranks.receive(into: &$0, from: left, tag: 1) }
    }
    expect(failure: operation, "a transfer of 5 floats") {
      try buffer.withUnsafeMutableBufferPointer { buffer in
        var transfer = try ranks.startReceive(into: buffer, from: left, tag: 2)
        try ranks.send(sent.span, to: right, tag: 2)
        try transfer.wait()
      }
    }
  }

  /// A transfer that is dropped makes the next start fail; an error on its way up is not hidden.
  private func dropped() throws {
    var buffer = floats(0, 3)
    try buffer.withUnsafeMutableBufferPointer { buffer in
      do {
        let transfer = try world.startReceive(into: buffer, from: world.rank, tag: 4)
        expect(transfer.isDone, false, "a transfer whose message nobody sent")
      }
      let words = "floats to rank \(world.rank) failed: a transfer was dropped before it was done"
      expect(failure: words, "a start after a dropped transfer") {
        var next = try world.startSend(UnsafeBufferPointer(buffer), to: world.rank, tag: 5)
        try next.wait()
      }
      // MPI still has the memory: let the message come.
      try world.send(floats(1, 3).span, to: world.rank, tag: 4)
    }
  }
}
