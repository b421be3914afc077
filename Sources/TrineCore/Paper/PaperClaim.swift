// SPDX-License-Identifier: MIT

/// What a paper claims and one's own runs can test: a line ``- `id` statement`` of its note.
public struct PaperClaim: Hashable, Sendable {
  /// Its name within the note.
  public var id: String
  /// The claim in words.
  public var statement: String
  /// The figure the paper gives, as written.
  public var value: String?
  /// Under what condition it is claimed.
  public var condition: String?
  /// Its line in the note, from 1.
  public var line: Int

  /// Makes a claim.
  public init(
    id: String,
    statement: String,
    value: String? = nil,
    condition: String? = nil,
    line: Int
  ) {
    self.id = id
    self.statement = statement
    self.value = value
    self.condition = condition
    self.line = line
  }
}
