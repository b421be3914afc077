// SPDX-License-Identifier: MIT

import TrineCore

/// Addresses as programs want them that read no others: with a scheme, a host and a port that can be one.
///
/// What is refused is what the URL Standard (WHATWG) fails to parse; a little that it would take is, too.
enum WebAddress {
  /// The address; one whose scheme was left out, as in `www.example.org` and `example.org/a`, with
  /// `https`; `nil` for what is no address.
  static func whole(_ text: String) -> String? {
    if hasScheme(text) { return isSound(text) ? text : nil }
    let rest = text.hasPrefix("//") ? text.dropFirst(2) : text[...]
    guard looksLikeHost(rest) else { return nil }
    let address = "https://\(rest)"
    return isSound(address) ? address : nil
  }

  /// The first address inside running text in TeX, such as `Available at \url{http://a.b/c}`.
  static func first(in tex: String) -> String? {
    let bytes = Array(tex.utf8)
    guard let place = tex.utf8.firstRange(of: "://".utf8) else { return nil }
    let colon = tex.utf8.distance(from: tex.startIndex, to: place.lowerBound)
    let start = colon - bytes[..<colon].reversed().prefix { $0.isLetter }.count
    let end = bytes[colon...].firstIndex { $0.isSpace || $0 == 0x7D } ?? bytes.count
    return start < colon
      ? TeXText.verbatim(String(decoding: bytes[start..<end], as: UTF8.self)) : nil
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard text.utf8.first?.isLetter == true, let end = text.utf8.firstIndex(of: 0x3A) else {
      return false
    }
    let scheme = text.utf8[..<end]
    let isHost = scheme.contains(0x2E) && text.utf8[end...].dropFirst().first?.isDigit == true
    return !isHost && scheme.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
  }

  /// `www.` and more, or a name with a top-level domain and a path.
  private static func looksLikeHost(_ text: Substring) -> Bool {
    let host = text.prefix { !"/?#".contains($0) }
    let labels = host.prefix { $0 != ":" }.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.utf8.count > 1,
      last.utf8.allSatisfy(\.isLetter), labels.allSatisfy({ !$0.isEmpty })
    else { return false }
    return labels[0].lowercased() == "www" && labels.count > 2 || host.endIndex < text.endIndex
  }
}

// MARK: - Parts

extension WebAddress {
  private static let webSchemes: Set<Substring> = ["http", "https", "ftp", "ws", "wss"]

  private static func isSound(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let isWeb = webSchemes.contains(parts[0].lowercased()[...])
    guard isWeb || parts[1].hasPrefix("//") else { return true }
    let rest = parts[1].drop { $0 == "/" }
    let authority = rest.prefix { !"/?#\\".contains($0) }
    if !isWeb, parts[1].hasPrefix("///") || authority.isEmpty { return true }
    let server = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let pieces = server.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count <= 2, let host = pieces.first, isHost(host) else { return false }
    return pieces.count == 1 || isNumber(pieces[1], upTo: 65_535) || pieces[1].isEmpty
  }

  private static func isHost(_ host: Substring) -> Bool {
    let labels = host.split(separator: ".")
    guard let last = labels.last, host.allSatisfy(isOfHost),
      !labels.contains(where: { $0.lowercased().hasPrefix("xn--") })
    else { return false }
    guard last.first?.isNumber == true else { return true }
    return labels.count == 4 && labels.allSatisfy { isNumber($0, upTo: 255) }
  }

  private static func isOfHost(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-._".contains(character)
  }

  private static func isNumber(_ text: Substring, upTo most: Int) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(\.isDigit) && Int(text).map { $0 <= most } == true
  }
}
