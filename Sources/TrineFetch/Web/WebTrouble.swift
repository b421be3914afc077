// SPDX-License-Identifier: MIT

import TrineCore

/// Why a connection came to nothing, by the code with which `curl` ended (curl(1), EXIT CODES).
struct WebTrouble: Error, Hashable {
  /// Ways in which asking fails.
  enum Kind: Hashable {
    case noSuchHost, refused, noSecurity, tooSlow, cutOff, tooLarge, lost, other
  }

  let kind: Kind
  /// What `curl` says itself.
  let words: String

  init(_ kind: Kind, _ words: String = "") {
    self.kind = kind
    self.words = words
  }

  /// Takes `curl: (6) Could not resolve host: …` from what was printed beside the headers.
  init(code: Int32, printed: String) {
    let line = printed.split(whereSeparator: \.isNewline).last { $0.hasPrefix("curl: (") }
    let words = line?.drop { $0 != ")" }.dropFirst().drop(while: \.isWhitespace)
    self.init(Self.kind(code), words.map(String.init) ?? "curl ended with code \(code)")
  }

  private static func kind(_ code: Int32) -> Kind {
    switch code {
    case 5, 6: .noSuchHost
    case 7: .refused
    case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91: .noSecurity
    case 28: .tooSlow
    case 18, 52, 55, 56, 92, 95: .cutOff
    case 63: .tooLarge
    case 47: .lost
    default: .other
    }
  }

  /// Whether asking once more may help.
  var isPassing: Bool { kind == .tooSlow || kind == .cutOff }
}

// MARK: - Messages

extension WebTrouble {
  /// What happened, behind the name of a service.
  func clause(_ settings: NetworkSettings) -> String {
    switch kind {
    case .noSuchHost: "cannot be found; is there a network? (\(words))"
    case .refused: "cannot be reached; is there a network? (\(words))"
    case .noSecurity: "has no connection that can be trusted (\(words))"
    case .tooSlow: "did not answer within \(settings.timeout.asSeconds)"
    case .cutOff: "cut its answer off (\(words))"
    case .tooLarge: "answered with more than \(CurlCommand.longestAnswer / 1_048_576) MiB"
    case .lost: "sent on from one address to the next, more than 5 times"
    case .other: "could not be asked (\(words))"
    }
  }

  /// What helps.
  var fix: String {
    switch kind {
    case .noSuchHost, .refused:
      "try again with a network, or note the paper by --title, --author and --year"
    case .tooSlow, .cutOff:
      "try again later, or give it more time in trine.yaml: network: {timeout: 30 s}"
    case .noSecurity: "check the clock and the certificates of this machine, or its proxy"
    case .tooLarge, .lost, .other: "check its address in trine.yaml, under 'network'"
    }
  }
}

extension Double {
  /// A time in words: `10 s`, `0.5 s`.
  var asSeconds: String { "\(Int(exactly: self).map { "\($0)" } ?? fixed(1)) s" }
}
