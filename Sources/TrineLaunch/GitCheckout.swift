// SPDX-License-Identifier: MIT

import Subprocess
import TrineCore

/// The state of the git checkout a workspace lies in.
struct GitCheckout: Codable, Sendable {
  /// The commit, 40 hexadecimal digits; none before the first.
  let commit: String?
  /// What differs from the commit, as `git status --porcelain` says it; empty when nothing does.
  let status: String
  /// What differs in files git knows: `git diff HEAD`, cut at a mebibyte.
  let diff: String

  /// The checkout around a folder; `nil` where there is no git or no checkout.
  static func around(_ directory: String) async -> GitCheckout? {
    async let commit = git(["rev-parse", "--verify", "--quiet", "HEAD"], in: directory)
    async let status = git(["status", "--porcelain"], in: directory)
    async let diff = git(["diff", "HEAD"], in: directory)
    let (hash, changes, patch) = await (commit, status, diff)
    guard let changes else { return nil }
    let line = hash.map { String($0.prefix { !$0.isWhitespace }) }
    return GitCheckout(commit: line, status: changes, diff: patch ?? "")
  }

  /// What git prints, up to a mebibyte; `nil` when it fails.
  private static func git(_ arguments: [String], in directory: String) async -> String? {
    let result = try? await Subprocess.run(
      .name("git"),
      arguments: Arguments(["-C", directory] + arguments),
      // Reading must not wait for, or make, a lock in somebody's repository.
      environment: .inherit.updating(["GIT_OPTIONAL_LOCKS": "0"]),
      output: .bytes(limit: 1 << 26),
      error: .discarded
    )
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return String(decoding: result.standardOutput.prefix(1 << 20), as: UTF8.self)
  }
}
