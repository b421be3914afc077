// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// The timeline a rank left before its run was resumed, as far as it still holds.
struct KeptTrace {
  /// Its lines, each with its line break.
  private(set) var text = ""
  /// When the last of them ended, in seconds on the clock of rank 0; 0 without any.
  private(set) var end = 0.0

  /// Reads a file, which need not be there, up to the step from which the run goes on.
  init(_ path: String, to step: Int, beat: () -> Void) {
    guard step > 0, let lines = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    for line in lines.split(separator: "\n") {
      beat()
      // A torn line is none.
      guard let span = try? JSONText.value(TraceSpan.self, from: String(line)), span.step <= step
      else { continue }
      text += line + "\n"
      end = max(end, span.end)
    }
  }
}
