// SPDX-License-Identifier: MIT

/// Pages of Trine's that Trine itself changes after they were made.
public enum SealedPage {
  /// A page after a change, sealed anew if its seal held before, so that the change does not count as an
  /// edit by hand.
  public static func changed(
    _ page: [UInt8],
    _ change: ([UInt8]) throws -> [UInt8]
  ) rethrows -> [UInt8] {
    let changed = try change(page)
    guard changed != page, let old = seal(of: page), old.isTrue,
      let new = seal(of: changed), let place = changed.lastRange(of: Array(new.line.utf8))
    else { return changed }
    return changed[..<place.lowerBound] + Array(Seal(of: new.others).line.utf8.dropLast())
      + changed[place.upperBound...]
  }

  /// The line with the seal, all other generated lines, and whether it is theirs.
  private static func seal(of page: [UInt8]) -> (line: String, others: [PageLine], isTrue: Bool)? {
    var lines = PageLine.lines(of: page)
    guard let place = lines.lastIndex(where: { Seal($0.text) != nil }),
      let seal = Seal(lines[place].text)
    else { return nil }
    let line = lines.remove(at: place).text
    return (line, lines, Seal(of: lines) == seal)
  }
}

extension [UInt8] {
  fileprivate func lastRange(of other: [UInt8]) -> Range<Int>? {
    guard !other.isEmpty, count >= other.count else { return nil }
    for start in stride(from: count - other.count, through: 0, by: -1)
    where self[start..<start + other.count].elementsEqual(other) {
      return start..<start + other.count
    }
    return nil
  }
}
