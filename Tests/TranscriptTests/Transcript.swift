// SPDX-License-Identifier: MIT

import Foundation

/// A session on file: remarks, and commands (`$ …`) with what they print (`> …`).
///
/// A command goes on in lines that begin with two spaces. `? 65` after the output is an exit code
/// that is not 0.
struct Transcript {
  /// A command and what it prints, or a remark with neither.
  struct Step {
    var remarks: [String] = []
    var command = ""
    var output: [String] = []
  }

  let path: String
  let steps: [Step]
  private let closing: [String]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Transcripts")

  /// The names of all files.
  static func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".transcript") }.sorted()
  }

  init(file: String) throws {
    let path = Self.folder.appending(path: file).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var steps: [Step] = []
    var remarks: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("$ ") {
        steps.append(Step(remarks: remarks, command: String(line.dropFirst(2))))
        remarks = []
      } else if line.hasPrefix("  "), !steps.isEmpty, remarks.isEmpty {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if line.hasPrefix(">") || line.hasPrefix("? "), !steps.isEmpty {
        steps[steps.count - 1].output.append(line)
      } else {
        remarks.append(line)
      }
    }
    self.init(path: path, steps: steps, closing: remarks)
  }

  private init(path: String, steps: [Step], closing: [String]) {
    self.path = path
    self.steps = steps
    self.closing = closing
  }

  /// The same commands with what they print now.
  func played(in session: Session) throws -> Transcript {
    let played = try steps.map { step in
      var step = step
      step.output = try session.run(step.command)
      return step
    }
    return Transcript(path: path, steps: played, closing: closing)
  }

  /// The file's text.
  var text: String {
    let lines = steps.flatMap { step in
      let command = step.command.split(separator: "\n", omittingEmptySubsequences: false)
      let typed = command.enumerated().map { ($0.offset == 0 ? "$ " : "  ") + $0.element }
      return step.remarks + typed + step.output
    }
    return (lines + closing).joined(separator: "\n")
  }
}
