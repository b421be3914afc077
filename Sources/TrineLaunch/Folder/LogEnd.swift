// SPDX-License-Identifier: MIT

/// The last lines of a log, without what the reason of the failure says as well: that is read once.
struct LogEnd: Equatable {
  /// What the log says beside it.
  let lines: [String]
  /// What can be done about the failure, where the log says it.
  let fix: String?

  /// Takes the lines that a reason repeats out of a log's last ones.
  ///
  /// A rank writes `rank 1 of 2: <message>` and perhaps `fix: …` below it, a program of Swift that ends
  /// itself `<place>: Fatal error: <message>`; of `mpirun` a reason quotes the last line.
  init(_ lines: [String], reason: String?) {
    var rest: [String] = []
    var fix: String?
    var isBelow = false
    for line in lines {
      let told = line.firstRange(of: LogTail.crash).map { line[$0.upperBound...] } ?? line[...]
      if reason.map({ told == $0 || $0.hasSuffix(": \(told)") }) == true {
        isBelow = true
      } else if isBelow, line.hasPrefix(Self.fix) {
        fix = String(line.dropFirst(Self.fix.count))
        isBelow = false
      } else {
        rest.append(line)
        isBelow = false
      }
    }
    // A frame around what has been taken out says nothing.
    self.lines = rest.contains { $0.contains(where: \.isLetter) } ? rest : []
    self.fix = fix
  }

  private static let fix = "  fix: "
}
