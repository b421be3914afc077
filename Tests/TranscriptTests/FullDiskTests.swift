// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// A disk that nobody else sees.
private enum SmallDisk {
  /// Whether this process may mount one.
  static var isAllowed: Bool {
    let session = try? Session()
    defer { session?.remove() }
    let mount = "unshare -m mount -t tmpfs -o size=1m none ."
    return (try? session?.output(of: mount).code) == 0
  }
}

@Suite("On a disk that is full", .enabled(if: SmallDisk.isAllowed, "no disk can be mounted here"))
struct FullDiskTests {
  /// What commands print in a workspace on a small disk of its own.
  private func output(_ commands: String) throws -> String {
    let session = try Session()
    defer { session.remove() }
    let script = """
      unshare -m sh -c '
      mkdir disk; mount -t tmpfs -o size=4m none disk; cd disk; trine init . >/dev/null 2>&1
      trine run experiments/first.yaml train.epochs=1 data.samples=200 ranks=1 -q >/dev/null
      \(commands)'
      """
    return try session.output(of: script).text
  }

  private static let fill = "dd if=/dev/zero of=filler bs=4k 2>/dev/null"

  @Test("what is there can be read")
  func reading() throws {
    let text = try output("\(Self.fill); trine runs; trine show first-1; trine paper list")
    #expect(text.contains("\nfirst-1  finished"), "\(text)")
    #expect(text.contains("\ntest/accuracy"), "\(text)")
    #expect(text.contains("Warning: "), "\(text)")
    #expect(!text.contains("Error: "), "\(text)")
  }

  @Test("a renaming that was done is told, with a warning of the catalog")
  func renaming() throws {
    let text = try output(
      """
      trine paper add --key a2016 --title A --author A --year 2016 >/dev/null
      \(Self.fill); truncate -s -28k filler; trine paper rename a2016 b2016; echo "code $?"; ls notes/papers
      """
    )
    #expect(text.contains("renamed a2016 to b2016"), "\(text)")
    #expect(text.contains("Warning: "), "\(text)")
    #expect(text.contains("code 0"), "\(text)")
    #expect(text.contains("\nb2016.md"), "\(text)")
  }

  @Test("a run that fills it fails with its summary")
  func run() throws {
    let text = try output(
      """
      (until grep -q heartbeat .trine/runs/first-2/rank-0.events.jsonl; do sleep 0.1; done \
        2>/dev/null; \(Self.fill)) &
      trine run experiments/first.yaml train.epochs=1000 ranks=1 -q \
        +faults.delay.rank=0 +faults.delay.milliseconds=20
      """
    )
    #expect(text.contains("first-2  failed in "), "\(text)")
    #expect(text.contains("\n  the disk that holds the run's folder is full\n"), "\(text)")
    #expect(!text.contains("Error: "), "\(text)")
  }
}
