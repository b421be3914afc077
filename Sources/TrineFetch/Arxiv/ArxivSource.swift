// SPDX-License-Identifier: MIT

import TrineCore

/// arXiv's API (https://info.arxiv.org/help/api/user-manual.html): an Atom feed for a list of ids.
struct ArxivSource: Sendable {
  let base: String
  let client: WebClient
  let turn: RequestTurn

  /// Papers of one request: their ids must fit into an address.
  private static let most = 50

  private var service: WebService {
    WebService(name: "arXiv", base: base, form: "Atom", mediaType: "application/atom+xml")
  }

  /// The papers arXiv knows, by number; the feed has them in an order of its own.
  func papers(_ numbers: [String]) async throws -> [String: FoundPaper] {
    var found: [String: FoundPaper] = [:]
    for start in stride(from: 0, to: numbers.count, by: Self.most) {
      let asked = numbers[start..<min(start + Self.most, numbers.count)]
      found.merge(try await papers(of: Array(asked))) { first, _ in first }
    }
    return found
  }

  private func papers(of numbers: [String]) async throws -> [String: FoundPaper] {
    let answer = try await client.answer(address(numbers), from: service, turn: turn)
    // A feed that tells of an error has a status that does, too.
    guard answer.status == 200 || answer.status == 400 else {
      throw Setback.refused(service, answer).diagnostic
    }
    let feed: ArxivFeed
    do throws(FormProblem) {
      feed = try ArxivFeed(answer.body)
    } catch {
      guard answer.status == 200 else { throw Setback.refused(service, answer).diagnostic }
      throw Setback.unreadable(service, answer, error.words).diagnostic
    }
    if let error = feed.error { throw Diagnostic.wrongQuestion(error) }
    return Dictionary(
      feed.papers.compactMap { paper in paper.arxiv.map { ($0, paper) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Ids are letters, digits, dots, dashes and slashes, which an address takes as they are.
  private func address(_ numbers: [String]) -> String {
    let query = "id_list=\(numbers.joined(separator: ","))&max_results=\(numbers.count)"
    return "\(base)\(base.contains("?") ? "&" : "?")\(query)"
  }
}

/// Why an answer cannot be read.
struct FormProblem: Error, Hashable {
  let words: String

  init(_ words: String) {
    self.words = words
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func wrongQuestion(_ error: String) -> Diagnostic {
    Diagnostic(
      .badData,
      "arXiv answered '\(error)'; nothing was added",
      fix: "check the ids: they are such as 1604.00981 or cs/0112017"
    )
  }
}
