// SPDX-License-Identifier: MIT

/// A service that knows papers.
struct WebService: Sendable {
  /// What people call it.
  let name: String
  /// Where it is.
  let base: String
  /// What its answers are written in.
  let form: String
  /// The same as a media type.
  let mediaType: String

  /// The name and where that is: `arXiv (export.arxiv.org)`.
  var title: String { "\(name) (\(host))" }

  /// The host and the port in its address.
  private var host: String {
    let rest = base.firstRange(of: "://").map { base[$0.upperBound...] } ?? base[...]
    return String(rest.prefix { $0 != "/" && $0 != "?" })
  }
}
