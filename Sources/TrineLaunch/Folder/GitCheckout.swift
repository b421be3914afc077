// SPDX-License-Identifier: MIT

import Subprocess
import SystemPackage
import TrineCore

/// The state of the git checkout a workspace lies in.
struct GitCheckout: Codable, Sendable {
  /// The commit, 40 hexadecimal digits; none before the first.
  let commit: String?
  /// What differs from the commit, as `git status --porcelain=v2` says it; empty when nothing does.
  let status: String
  /// What differs in files git knows: a patch for `git apply`, at most a mebibyte of it.
  let diff: String
  /// Whether the patch was longer, so that what is here cannot be applied.
  let isDiffCut: Bool

  /// The longest patch that is kept, in bytes.
  private static let longestDiff = 1 << 20

  /// The checkout around a folder; `nil` where there is no git or no checkout.
  static func around(_ directory: String) async -> GitCheckout? {
    guard let git = ProgramPath.find("git"),
      let text = await output(of: git, ["status", "--porcelain=v2", "--branch"], in: directory)
    else { return nil }
    let lines = text.split(separator: "\n")
    // Headings begin with '#'; the commit's is '# branch.oid HASH', or '(initial)' before the first.
    let hash = lines.first { $0.hasPrefix("# branch.oid ") }?.split(separator: " ").last
    let commit = hash.flatMap { $0.hasPrefix("(") ? nil : String($0) }
    let changes = lines.filter { !$0.hasPrefix("#") }
    let isDirty = commit != nil && changes.contains { !$0.hasPrefix("?") }
    let diff = isDirty ? await output(of: git, patch, in: directory) ?? "" : ""
    return GitCheckout(
      commit: commit,
      status: changes.joined(separator: "\n"),
      diff: String(decoding: diff.utf8.prefix(longestDiff), as: UTF8.self),
      isDiffCut: diff.utf8.count > longestDiff
    )
  }

  /// Whatever the user's configuration makes of a diff, this is a patch.
  private static let patch = [
    "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--binary", "HEAD",
  ]

  /// What git prints; `nil` when it fails.
  private static func output(
    of git: String,
    _ arguments: [String],
    in directory: String
  ) async -> String? {
    let result = try? await Subprocess.run(
      .path(FilePath(git)),
      arguments: Arguments(["-C", directory] + arguments),
      // Reading must not wait for, or make, a lock in somebody's repository.
      environment: .inherit.updating(["GIT_OPTIONAL_LOCKS": "0"]),
      output: .bytes(limit: 1 << 26),
      error: .discarded
    )
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return String(decoding: result.standardOutput, as: UTF8.self)
  }
}
