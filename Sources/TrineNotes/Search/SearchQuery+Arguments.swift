// SPDX-License-Identifier: MIT

import TrineCore

extension SearchQuery {
  /// Reads the arguments of a command, from which the shell has taken quotes away.
  ///
  /// `"stale gradient"` comes as one argument with a space in it and is a phrase again, and so are
  /// `tag:"data parallel"` and `-"data parallel"`. What has quotes of its own, further filters, or words that
  /// are left out or may go on, is a whole search in one argument, and is read as it is. A space of full
  /// width is none to the shell, and so none here.
  /// - Throws: a `Diagnostic` for a filter that is none and for a search for nothing.
  public init(arguments: [String]) throws {
    try self.init(arguments.map(Self.requoted).joined(separator: " "))
  }

  private static func requoted(_ argument: String) -> String {
    let words = argument.split(whereSeparator: { " \t\n".contains($0) })
    guard words.count > 1, !argument.contains("\""), !words.dropFirst().contains(where: isOperator)
    else { return argument }
    let sign = argument.hasPrefix("-") ? "-" : ""
    let text = argument.dropFirst(sign.count)
    guard let colon = filterColon(text) else {
      return words[0].hasSuffix("*") ? argument : "\(sign)\"\(text)\""
    }
    let isText = ["tag", "author"].contains(text[..<colon].lowercased())
    let value = text[colon...].dropFirst()
    return isText ? "\(sign)\(text[...colon])\"\(value)\"" : argument
  }

  /// Whether a word says more than what is to be found.
  private static func isOperator(_ word: Substring) -> Bool {
    word.hasSuffix("*") || word.hasPrefix("-") && word.count > 1 || filterColon(word) != nil
  }

  /// The colon behind a filter's name, where a text begins with one.
  private static func filterColon(_ text: Substring) -> Substring.Index? {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }),
      SearchFilter.names.contains(text[..<colon].lowercased())
    else { return nil }
    return colon
  }
}
