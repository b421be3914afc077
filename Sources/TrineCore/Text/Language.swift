// SPDX-License-Identifier: MIT

/// The language a workspace's templates, headings and reports are written in.
public enum Language: String, Codable, Sendable, CaseIterable {
  /// English.
  case en
  /// Japanese.
  case ja
}
