// SPDX-License-Identifier: MIT

import TrineCore

/// The command line with which `curl` asks for one answer.
///
/// Pure. Nothing in an address can become an option or a second address: it comes last, behind `--`,
/// and is not searched for patterns.
struct CurlCommand {
  /// Everything after `curl`.
  let arguments: [String]

  /// The longest answer that is taken, in bytes.
  static let longestAnswer = 8 << 20

  /// - Parameters:
  ///   - url: the address, beginning with `http://` or `https://`.
  ///   - accept: the kind of answer that is wanted.
  ///   - settings: how long it may take, and who asks.
  init(_ url: String, accept: String, settings: NetworkSettings) {
    // A request that begins at an address nobody can listen in on is not sent on to one where they can.
    let schemes = url.hasPrefix("https://") ? "=https" : "=https,http"
    arguments = [
      // The user's ~/.curlrc could send the answer elsewhere. Must be the first.
      "--disable",
      "--silent", "--show-error", "--globoff",
      "--proto", "=https,http", "--proto-redir", schemes,
      "--location", "--max-redirs", "5",
      "--connect-timeout", "\(settings.timeout)", "--max-time", "\(settings.timeout)",
      "--max-filesize", "\(Self.longestAnswer)",
      "--user-agent", Self.agent(settings.mailto),
      "--header", "Accept: \(accept)",
      "--dump-header", "/dev/stderr",
      "--", url,
    ]
  }

  /// `trine/0.4 (paper notes; mailto:…)`: what services ask programs to say of themselves
  /// (https://github.com/CrossRef/rest-api-doc#etiquette).
  private static func agent(_ mailto: String?) -> String {
    "trine/\(TrineVersion.text) (paper notes\(mailto.map { "; mailto:\($0)" } ?? ""))"
  }
}
