// SPDX-License-Identifier: MIT

import Testing

@testable import TrineLaunch

struct LogEndTests {
  private let message = "rank 1 of 2: step 8, forward of layer 1: out of paper"

  @Test("a rank's own message is left to the reason, and its fix is told apart")
  func ownWords() {
    let end = LogEnd(["a warning", message, "  fix: buy some", "more"], reason: message)
    #expect(end.lines == ["a warning", "more"])
    #expect(end.fix == "buy some")
    let bare = LogEnd([message], reason: message)
    #expect(bare.lines.isEmpty && bare.fix == nil)
  }

  @Test("a fix that belongs to another message stays with it")
  func otherFix() {
    let lines = ["rank 1 of 2: a pencil broke", "  fix: sharpen it"]
    let end = LogEnd(lines, reason: message)
    #expect(end.lines == lines && end.fix == nil)
  }

  @Test("words that end a program, and a line of mpirun that the reason quotes, are read once")
  func quoted() {
    let crash = "Swift/Heap.swift:12: Fatal error: failed to allocate 8 bytes"
    let reason = "rank 0 of 2: failed to allocate 8 bytes"
    #expect(LogEnd(["before", crash], reason: reason).lines == ["before"])
    let quoting = "mpirun ended with exit code 3: no such host"
    #expect(LogEnd(["see below", "no such host"], reason: quoting).lines == ["see below"])
    #expect(LogEnd(["----", "no such host", "----"], reason: quoting).lines.isEmpty)
  }

  @Test("without a reason a log stays as it is, also where a line is but a part of it")
  func others() {
    #expect(LogEnd(["a", ""], reason: nil).lines == ["a", ""])
    #expect(LogEnd(["paper", ""], reason: message).lines == ["paper", ""])
  }
}
