// SPDX-License-Identifier: MIT

import TrineCore

extension Double {
  /// Seconds as people read them: `0.42 s`, `41.3 s`, `3:05`, `1:02:09`.
  var duration: String {
    guard self >= 60 else { return self < 10 ? "\(fixed(2)) s" : "\(fixed(1)) s" }
    let seconds = Int(rounded())
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    guard seconds >= 3600 else { return "\(seconds / 60):\(two(seconds % 60))" }
    return "\(seconds / 3600):\(minutes)"
  }
}
