// SPDX-License-Identifier: MIT

/// Where papers are looked up, and how patiently: the section `network` of `trine.yaml`.
public struct NetworkSettings: Hashable, Sendable {
  /// The address of arXiv's API, which answers in Atom.
  public var arxiv: String
  /// The address of Crossref's works, which are answered in JSON.
  public var crossref: String
  /// Seconds an answer may take.
  public var timeout: Double
  /// Seconds between two requests to arXiv, which asks for three
  /// (https://info.arxiv.org/help/api/tou.html).
  public var pause: Double
  /// Who asks, for services that would rather write a mail than shut a program out.
  public var mailto: String?

  /// Makes settings.
  public init(
    arxiv: String = "https://export.arxiv.org/api/query",
    crossref: String = "https://api.crossref.org/works",
    timeout: Double = 10,
    pause: Double = 3,
    mailto: String? = nil
  ) {
    self.arxiv = arxiv
    self.crossref = crossref
    self.timeout = timeout
    self.pause = pause
    self.mailto = mailto
  }
}
