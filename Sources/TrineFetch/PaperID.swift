// SPDX-License-Identifier: MIT

/// What a paper is called where it can be looked up: its number at arXiv, or its DOI.
public enum PaperID: Hashable, Sendable {
  /// The id without its version: `1604.00981`, `cs/0112017`.
  case arxiv(String)
  /// The identifier in lower case, for case means nothing in it: `10.1145/3292500.3330701`.
  case doi(String)

  /// Reads an id as people have it at hand: `arxiv:1604.00981v2`, `doi:10.1145/…`, the address of either,
  /// or the bare id; `nil` for anything else.
  ///
  /// A version is taken off: a note is of the paper. A DOI that arXiv gave is the id at arXiv, since
  /// Crossref does not know it.
  public init?(_ text: String) {
    let text = Self.withoutSpaceAround(text)
    let id =
      if let rest = Self.rest(of: text, after: "arxiv:") {
        Self.arxiv(number: rest)
      } else if let rest = Self.rest(of: text, after: "doi:") {
        Self.doi(name: rest)
      } else if let address = WebAddress(text) {
        Self.id(at: address)
      } else {
        Self.arxiv(number: text) ?? Self.doi(name: text)
      }
    guard let id else { return nil }
    self = id
  }
}

extension PaperID: CustomStringConvertible {
  /// As it can be given to `trine paper add`.
  public var description: String {
    switch self {
    case .arxiv(let number): "arxiv:\(number)"
    case .doi(let name): "doi:\(name)"
    }
  }
}

// MARK: - Addresses

extension PaperID {
  private static func id(at address: WebAddress) -> PaperID? {
    switch address.host {
    case "doi.org", "dx.doi.org", "www.doi.org":
      return doi(name: address.path.joined(separator: "/"))
    case let host where host == "arxiv.org" || host.hasSuffix(".arxiv.org"):
      guard address.path.count > 1 else { return nil }
      let number = address.path.dropFirst().joined(separator: "/")
      return arxiv(number: number.hasSuffix(".pdf") ? String(number.dropLast(4)) : number)
    default: return nil
    }
  }

  private static func rest(of text: String, after prefix: String) -> String? {
    guard text.lowercased().hasPrefix(prefix) else { return nil }
    return withoutSpaceAround(String(text.dropFirst(prefix.count)))
  }

  private static func withoutSpaceAround(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}

// MARK: - Forms

extension PaperID {
  /// An id at arXiv, new (`1604.00981`) or old (`cs/0112017`, `math.GT/0309136`), as
  /// https://info.arxiv.org/help/arxiv_identifier.html has them.
  private static func arxiv(number text: String) -> PaperID? {
    let number = withoutVersion(text.lowercased())
    let parts = number.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1 where isNew(number): return .arxiv(number)
    case 2 where isDigits(parts[1], 7...7):
      // The class of a subject (`.GT`) is no part of the id.
      let archive = parts[0].split(separator: ".", omittingEmptySubsequences: false)[0]
      let isName = !archive.isEmpty && archive.utf8.allSatisfy { isLetter($0) || $0 == 0x2D }
      return isName ? .arxiv("\(archive)/\(parts[1])") : nil
    default: return nil
    }
  }

  private static func withoutVersion(_ number: String) -> String {
    let digits = number.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    let rest = number.dropLast(digits)
    return digits > 0 && rest.last == "v" ? String(rest.dropLast()) : number
  }

  private static func isNew(_ number: String) -> Bool {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && isDigits(parts[0], 4...4) && isDigits(parts[1], 4...5)
  }

  private static func isDigits(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  /// A DOI: `10.`, who registered it, a slash and whatever they like (ISO 26324).
  private static func doi(name text: String) -> PaperID? {
    let name = text.lowercased()
    guard name.hasPrefix("10."), let slash = name.firstIndex(of: "/"),
      name.index(after: slash) != name.endIndex,
      name.unicodeScalars.allSatisfy({ $0.value > 0x20 && !$0.properties.isWhitespace })
    else { return nil }
    let registrant = name[..<slash].dropFirst(3).split(
      separator: ".",
      omittingEmptySubsequences: false
    )
    guard registrant.allSatisfy({ isDigits($0, 1...9) }) else { return nil }
    let atArxiv = "10.48550/arxiv."
    if name.hasPrefix(atArxiv) { return arxiv(number: String(name.dropFirst(atArxiv.count))) }
    return .doi(name)
  }
}
