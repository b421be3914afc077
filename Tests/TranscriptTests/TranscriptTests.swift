// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Every file in `Transcripts` is a session with Trine: what was typed, and what came back.
///
/// `make transcripts-update` writes down what comes back now; read the difference before you commit.
@Suite("Transcripts of sessions")
struct TranscriptTests {
  @Test("a session goes as it is written", arguments: try Transcript.files())
  func session(file: String) throws {
    let transcript = try Transcript(file: file)
    let session = try Session()
    defer { session.remove() }
    let played = try transcript.played(in: session)
    if ProcessInfo.processInfo.environment["TRINE_UPDATE_TRANSCRIPTS"] == "1" {
      try played.text.write(toFile: transcript.path, atomically: true, encoding: .utf8)
    }
    for (expected, actual) in zip(transcript.steps, played.steps) {
      #expect(actual.output == expected.output, "\(file): $ \(expected.command)")
    }
    #expect(transcript.steps.count == played.steps.count)
    #expect(!transcript.steps.isEmpty)
  }
}
