// SPDX-License-Identifier: MIT

/// Where a link leads, as it is written: nothing need be there.
public enum LinkTarget: Hashable, Sendable {
  /// A paper's note by its citation key, or a topic page by its name.
  case note(String)
  /// A run by its id.
  case run(String)
  /// An experiment by its name.
  case experiment(String)

  /// The name without what says its kind.
  public var name: String {
    switch self {
    case .note(let name), .run(let name), .experiment(let name): name
    }
  }
}

/// A link in a page: `[[key]]`, `[[key|text]]`, `[[key#Heading]]`, `[[run:ID]]`, `[[exp:NAME]]`, or a
/// citation as pandoc reads it, `[@key]` and `@key`, or a Markdown link to the file, `[text](key.md)`.
public struct PageLink: Hashable, Sendable {
  /// How it is written.
  public enum Form: String, Sendable {
    /// In double brackets.
    case wiki
    /// With an `@`.
    case citation
    /// As a value of a front matter or an experiment.
    case field
    /// As the address of the file in a Markdown link.
    case address
  }

  /// Where it leads.
  public var target: LinkTarget
  /// The heading, or the claim, behind `#`.
  public var heading: String?
  /// How it is written.
  public var form: Form
  /// Whether it stands in the section of what a paper criticises.
  public var isCriticism = false
  /// Whether letters that are no part of it touch it, as in `は@key`: pandoc then sees another key or none.
  public var isGlued = false
  /// The line of its name, from 1.
  public var line: Int
  /// The column of its name, in characters, from 1.
  public var column: Int
  /// Where its name stands among the bytes of the file; nothing of them where it is not written as it is.
  public var bytes: Range<Int>

  /// Makes a link.
  public init(
    _ target: LinkTarget,
    heading: String? = nil,
    form: Form,
    line: Int,
    column: Int,
    bytes: Range<Int>
  ) {
    self.target = target
    self.heading = heading
    self.form = form
    self.line = line
    self.column = column
    self.bytes = bytes
  }
}
