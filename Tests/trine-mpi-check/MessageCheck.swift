// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func messages() throws {
    for count in Self.sizes { try messages(count) }
    try probe()
  }

  /// Floats and bytes from every rank to every other.
  func messages(_ count: Int) throws {
    for sender in 0..<world.size {
      for receiver in 0..<world.size where receiver != sender {
        try message(count, from: sender, to: receiver)
      }
    }
  }

  private func message(_ count: Int, from sender: Int, to receiver: Int) throws {
    let sent = floats(sender, count)
    let bytes = sent.map { UInt8($0) }
    if world.rank == sender {
      try world.send(sent.span, to: receiver, tag: 5)
      try world.send(bytes: bytes.span.bytes, to: receiver, tag: 31_999)
    }
    guard world.rank == receiver else { return }
    var received = [Float](repeating: -1, count: count)
    var receivedBytes = [UInt8](repeating: 255, count: count)
    try received.edit { try world.receive(into: &$0, from: sender, tag: 5) }
    try receivedBytes.edit { span in
      var raw = span.mutableBytes
      try world.receive(bytes: &raw, from: sender, tag: 31_999)
    }
    expect(received, sent, "\(count) floats from \(sender)")
    expect(receivedBytes, bytes, "\(count) bytes from \(sender)")
  }

  /// Rank 0 finds what the others send in whatever order it comes.
  private func probe() throws {
    expect(try world.probe(from: nil, tag: nil), nil, "a message nobody sent")
    try world.barrier()
    guard world.rank == 0 else {
      return try world.send(floats(world.rank, world.rank).span, to: 0, tag: 10 + world.rank)
    }
    for other in stride(from: world.size - 1, to: 0, by: -1) {
      let found = Message(source: other, tag: 10 + other)
      expect(try wait(from: other, tag: 10 + other), found, "probe from \(other)")
    }
    var found: [Int] = []
    for _ in 1..<max(world.size, 1) {
      let message = try wait(from: nil, tag: nil)
      expect(message.tag, 10 + message.source, "tag of the message from \(message.source)")
      var received = [Float](repeating: -1, count: message.source)
      try received.edit { try world.receive(into: &$0, from: message.source, tag: message.tag) }
      expect(received, floats(message.source, message.source), "what was probed")
      found.append(message.source)
    }
    expect(found.sorted(), Array(1..<world.size), "who was probed")
  }

  private func wait(from rank: Int?, tag: Int?) throws -> Message {
    while true {
      if let message = try world.probe(from: rank, tag: tag) { return message }
    }
  }
}
