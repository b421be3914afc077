// SPDX-License-Identifier: MIT

/// A place in a text file, as editors and compilers write it: `file:line:column`, both from 1.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The file as the user wrote it, or relative to the workspace.
  public var file: String
  /// The line, from 1; `nil` where the whole file is meant.
  public var line: Int?
  /// The column in characters, from 1; `nil` where the whole line is meant.
  public var column: Int?

  /// Makes a location; leave `line` or `column` out where they are not known.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file`, `file:line` or `file:line:column`.
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
  }
}
