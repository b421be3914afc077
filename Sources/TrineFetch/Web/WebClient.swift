// SPDX-License-Identifier: MIT

import Subprocess
import TrineCore

/// Asks services over HTTP, through the program `curl`.
///
/// `curl` knows proxies, certificates and HTTP as code of one's own never will, and costs a command that
/// needs no network nothing; Foundation's client would be loaded by all of them.
struct WebClient: Sendable {
  let settings: NetworkSettings
  let patience: RetryPatience
  /// Takes a remark on what is being waited for.
  let note: @Sendable (String) -> Void

  /// The answer to a question, which is asked again where that may help.
  /// - Parameters:
  ///   - url: the question.
  ///   - service: whose it is.
  ///   - turn: the turns requests to it take.
  /// - Returns: an answer, which can still be that there is no such thing.
  /// - Throws: a `Diagnostic` when there is none.
  func answer(
    _ url: String,
    from service: WebService,
    turn: RequestTurn? = nil
  ) async throws -> WebAnswer {
    var attempt = 1
    while true {
      let setback: Setback
      switch try await ask(url, service, turn) {
      case .success(let answer) where !answer.isPassing: return answer
      case .success(let answer): setback = .refused(service, answer)
      case .failure(let trouble): setback = Setback(service, trouble, settings)
      }
      guard setback.isPassing,
        let delay = patience.delay(after: attempt, asked: setback.retryAfter)
      else { throw setback.diagnostic }
      note("\(setback.words); trying again in \(delay.asSeconds)")
      try await Task.sleep(for: .seconds(delay))
      attempt += 1
    }
  }

  private func ask(
    _ url: String,
    _ service: WebService,
    _ turn: RequestTurn?
  ) async throws -> Result<WebAnswer, WebTrouble> {
    guard let turn else { return try await ask(url, service) }
    return try await turn.take { try await ask(url, service) }
  }
}

// MARK: - curl

extension WebClient {
  private func ask(
    _ url: String,
    _ service: WebService
  ) async throws -> Result<
    WebAnswer, WebTrouble
  > {
    let command = CurlCommand(url, accept: service.mediaType, settings: settings)
    do {
      let result = try await Subprocess.run(
        .name("curl"),
        arguments: Arguments(command.arguments),
        environment: .inherit.updating(["LC_ALL": "C"]),
        output: .bytes(limit: CurlCommand.longestAnswer),
        error: .bytes(limit: 1 << 20)
      )
      let printed = String(decoding: result.standardError, as: UTF8.self)
      guard case .exited(0) = result.terminationStatus else {
        return .failure(trouble(result.terminationStatus, printed))
      }
      let answer = WebAnswer(headers: printed, body: result.standardOutput)
      return answer.map(Result.success) ?? .failure(WebTrouble(.other, "no HTTP"))
    } catch let error as SubprocessError {
      switch error.code {
      case .outputLimitExceeded: return .failure(WebTrouble(.tooLarge))
      case .executableNotFound: throw Diagnostic.noCurl
      default: throw Diagnostic.cannotStart("\(error)")
      }
    }
  }

  private func trouble(_ status: TerminationStatus, _ printed: String) -> WebTrouble {
    guard case .exited(let code) = status else { return WebTrouble(.other, "curl: \(status)") }
    return WebTrouble(code: Int32(code), printed: printed)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static var noCurl: Diagnostic {
    Diagnostic(
      .failure,
      "papers are looked up with the program 'curl', which was not found; nothing was added",
      fix: "install it (Debian: apt install curl)"
    )
  }

  fileprivate static func cannotStart(_ problem: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "'curl' could not be started: \(problem); nothing was added",
      fix: "see whether it runs: curl --version"
    )
  }
}
