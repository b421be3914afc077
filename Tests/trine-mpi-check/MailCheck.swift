// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func mail() throws {
    let node = try world.splitByNode()
    let (next, last) = ((node.rank + 1) % node.size, (node.rank + node.size - 1) % node.size)
    for slots in [1, 2, 5] {
      let length = 1003
      let shared = try SharedMail(node: node, boxes: 2, slots: slots, length: length)
      for box in 0..<2 {
        try passOn(slots, from: last, shared.sender(to: next, box: box), shared.receiver(box: box))
      }
      try passOn(
        slots,
        from: last,
        MessageSender(node, to: next, tag: slots, slots: slots, length: length),
        MessageReceiver(node, from: last, tag: slots, slots: slots, length: length)
      )
    }
  }

  /// Sends messages in a circle: bursts that fill all slots, then one at a time.
  private func passOn(
    _ slots: Int,
    from last: Int,
    _ sender: any MailSender,
    _ receiver: any MailReceiver
  ) throws {
    var (sent, released) = (0, 0)
    for burst in [1, slots, 1, slots, slots] {
      for _ in 0..<burst {
        try sender.send(message(from: world.rank, sent).span)
        sent += 1
      }
      for index in 0..<burst {
        let newest = message(from: last, released + index)
        try receiver.receive(count: newest.count)
        expect(.newest, newest, receiver)
        expect(.oldest, message(from: last, released), receiver)
      }
      for _ in 0..<burst {
        expect(.oldest, message(from: last, released), receiver)
        receiver.release()
        released += 1
      }
    }
    try sender.finish()
  }

  private func expect(_ place: MailPlace, _ values: [Float], _ receiver: any MailReceiver) {
    var found: [Float] = []
    receiver.read(place, count: values.count) { span in found = span.indices.map { span[$0] } }
    expect(found, values, "the \(place) message of \(values.count) floats")
  }

  /// Messages of many lengths, none the same as another.
  private func message(from rank: Int, _ index: Int) -> [Float] {
    let counts = [7, 0, 1, 1003, 16, 999]
    return floats(rank + 10 * index, counts[index % counts.count])
  }
}
