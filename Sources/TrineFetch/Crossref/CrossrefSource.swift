// SPDX-License-Identifier: MIT

import TrineCore

/// Crossref's API (https://api.crossref.org/swagger-ui/index.html): one work a request, in JSON.
struct CrossrefSource: Sendable {
  let base: String
  let client: WebClient

  private var service: WebService {
    WebService(name: "Crossref", base: base, form: "JSON", mediaType: "application/json")
  }

  /// The paper with a DOI; `nil` when Crossref does not know it.
  func paper(_ doi: String) async throws -> FoundPaper? {
    let url =
      "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/\(PercentCoding.encoded(doi))"
    let answer = try await client.answer(url, from: service)
    switch answer.status {
    case 200: break
    case 404: return nil
    default: throw Setback.refused(service, answer).diagnostic
    }
    let text = String(decoding: answer.body, as: UTF8.self)
    guard let json = try? JSONText.value(JSONValue.self, from: text) else {
      throw Setback.unreadable(service, answer, Self.beginning(text)).diagnostic
    }
    guard let work = json["message"].map(CrossrefWork.init), let paper = work.paper(doi) else {
      throw Setback.unreadable(service, answer, "it has no work with a title").diagnostic
    }
    guard work.isKnown(by: doi) else { throw Diagnostic.otherWork(work.doi, than: doi) }
    return paper
  }

  private static func beginning(_ text: String) -> String {
    text.isEmpty
      ? "it is empty" : "it begins with '\(String(text.prefix(20)).onOneLine)', or is cut off"
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func otherWork(_ found: String?, than doi: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "Crossref was asked for \(doi) and answered with \(found ?? "a work without a DOI"); "
        + "nothing was added",
      fix: "try again later, or check the address under 'network: crossref' in trine.yaml"
    )
  }
}
