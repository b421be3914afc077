// SPDX-License-Identifier: MIT

/// Finds the known name a misspelt one most likely stands for.
///
/// The distance is optimal string alignment (Damerau–Levenshtein with each pair swapped at most
/// once), so that a swapped pair of letters counts as one slip.
/// - Returns: the nearest name, or `nil` when none is nearer than a third of its length or shares a
///   letter.
public func nearestName(to name: String, among known: [String]) -> String? {
  let ranked = known.map { (name: $0, distance: editDistance(name.lowercased(), $0.lowercased())) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
  let isNear = best.distance <= max(1, best.name.count / 3)
  // Of one letter that became another nothing is left.
  return isNear && best.distance < max(name.count, best.name.count) ? best.name : nil
}

private func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first)
  let b = Array(second)
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
