// SPDX-License-Identifier: MIT

public import TrineCore

/// Looks papers up: at arXiv by their number there, at Crossref by their DOI.
public struct PaperFinder: Sendable {
  private let arxiv: ArxivSource
  private let crossref: CrossrefSource

  /// Names where to ask and how; nothing is asked yet.
  /// - Parameters:
  ///   - workspace: whose `trine.yaml` says where the services are.
  ///   - note: takes a remark when something has to be waited for.
  public init(_ workspace: Workspace, note: @escaping @Sendable (String) -> Void) {
    self.init(workspace, patience: RetryPatience(), note: note)
  }

  init(
    _ workspace: Workspace,
    patience: RetryPatience,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    let settings = workspace.settings.network
    let client = WebClient(settings: settings, patience: patience, note: note)
    let turn = RequestTurn(file: workspace.path(Workspace.arxivTurn), pause: settings.pause)
    arxiv = ArxivSource(base: settings.arxiv, client: client, turn: turn)
    crossref = CrossrefSource(base: settings.crossref, client: client)
  }

  /// What the services say of each paper, in the order asked for.
  /// - Throws: `Diagnostics` that name all papers they do not know, or one `Diagnostic` when a service
  ///   cannot be asked.
  public func papers(_ ids: [PaperID]) async throws -> [FoundPaper] {
    var found: [PaperID: FoundPaper] = [:]
    let numbers = ids.compactMap { if case .arxiv(let number) = $0 { number } else { nil } }
    for (number, paper) in try await arxiv.papers(numbers) { found[.arxiv(number)] = paper }
    for case .doi(let name) in ids { found[.doi(name)] = try await crossref.paper(name) }
    let missing = ids.filter { found[$0] == nil }
    guard missing.isEmpty else { throw Diagnostics(missing.map(Diagnostic.unknown)) }
    return ids.compactMap { found[$0] }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unknown(_ id: PaperID) -> Diagnostic {
    switch id {
    case .arxiv(let number):
      Diagnostic(
        .badData,
        "arXiv knows no paper \(number); nothing was added",
        fix: "check it at https://arxiv.org/abs/\(number)"
      )
    case .doi(let name):
      Diagnostic(
        .badData,
        "Crossref knows no paper with the DOI \(name); nothing was added",
        fix:
          "check it at https://doi.org/\(name); when it was registered elsewhere, note the paper by "
          + "--doi, --title, --author and --year"
      )
    }
  }
}
