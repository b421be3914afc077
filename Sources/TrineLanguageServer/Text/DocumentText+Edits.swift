// SPDX-License-Identifier: MIT

import TrineCore

extension DocumentText {
  /// The edits that make this document another: each changed line by itself, and where lines were added
  /// or taken away, all between the first and the last that changed at once.
  func edits(to other: DocumentText) -> [JSONValue] {
    let (old, new) = (lines, other.lines)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let most = min(old.count, new.count) - head
    let tail = min(zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count, most)
    let (from, to) = (head..<old.count - tail, head..<new.count - tail)
    if from.count == to.count {
      return from.filter { old[$0] != new[$0] }.map { edit(old[$0], new[$0]) }
    }
    let place = old[from].first?.startIndex ?? old.last?.endIndex ?? 0
    return [edit(place..<(old[from].last?.endIndex ?? place), new[to].joined())]
  }

  private func edit(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> JSONValue {
    edit(old.startIndex..<old.endIndex, new)
  }

  private func edit(_ bytes: Range<Int>, _ new: some Sequence<UInt8>) -> JSONValue {
    .object([
      "range": json(bytes), "newText": .string(String(decoding: Array(new), as: UTF8.self)),
    ])
  }
}
