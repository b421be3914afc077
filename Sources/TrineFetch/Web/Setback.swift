// SPDX-License-Identifier: MIT

import TrineCore

/// Why a service gave no answer that is of use.
struct Setback: Error, Hashable {
  /// The service and what it did.
  let words: String
  let fix: String
  /// Whether asking once more may help.
  var isPassing = false
  /// Seconds the service wants to be left alone for.
  var retryAfter: Double?

  /// The same for the user, when it is final.
  var diagnostic: Diagnostic { Diagnostic(.failure, "\(words); nothing was added", fix: fix) }
}

// MARK: - Messages

extension Setback {
  /// A connection that came to nothing.
  init(_ service: WebService, _ trouble: WebTrouble, _ settings: NetworkSettings) {
    words = "\(service.title) \(trouble.clause(settings))"
    fix = trouble.fix
    isPassing = trouble.isPassing
  }

  /// A status that says no.
  static func refused(_ service: WebService, _ answer: WebAnswer) -> Setback {
    let wait = answer.retryAfter.map { " and asks to wait for \(Int($0).grouped) s" } ?? ""
    return Setback(
      words: "\(service.title) answered with HTTP status \(answer.status)\(wait)",
      fix: answer.isPassing
        ? "try again later"
        : "check its address in trine.yaml, under 'network', or try again later",
      isPassing: answer.isPassing,
      retryAfter: answer.retryAfter
    )
  }

  /// An answer that is not what such a service gives.
  static func unreadable(_ service: WebService, _ answer: WebAnswer, _ problem: String) -> Setback {
    let kind = answer.contentType.map { " (it is called '\($0)')" } ?? ""
    return Setback(
      words: "\(service.title) did not answer in \(service.form)\(kind): \(problem)",
      fix: "try again later; where a network puts a page of its own first, open '\(service.base)' "
        + "in a browser"
    )
  }
}
