// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import Testing
import TrineCore

@testable import TrineFetch

/// Everything from the id to the paper, `curl` and a server on loopback in between.
@Suite("Looking papers up", .timeLimit(.minutes(3)))
struct FinderTests {
  private let server: PapersServer
  private let quick = RetryPatience(attempts: 3, first: 0.01, longest: 1)
  private let ids = ["2401.00001", "10.20729/00012345"].compactMap { PaperID($0) }

  init() throws {
    server = try PapersServer.shared.get()
  }

  private func problem(_ id: PaperID, _ workspace: Workspace) async -> String {
    do {
      return "found \(try await PaperFinder(workspace, patience: quick).papers([id]))"
    } catch let problems as Diagnostics {
      return problems.list.map(\.message).joined(separator: "\n")
    } catch let problem as Diagnostic {
      return problem.message
    } catch {
      return "\(error)"
    }
  }

  @Test("papers come in the order asked for, those of arXiv in one request")
  func order() async throws {
    let asked = ["arxiv:1604.00981", "10.1145/3292500.3330701", "arxiv:cs/0112017"]
    let workspace = server.workspace(day: "right.order", mailto: "me@example.org")
    let papers = try await PaperFinder(workspace, patience: quick)
      .papers(asked.compactMap { PaperID($0) })
    #expect(papers.map(\.year) == [2016, 2019, 2001])
    let log = try server.log(day: "right.order")
    #expect(
      log.compactMap { $0["path"]?.string } == [
        "/right.order/arxiv?id_list=1604.00981,cs/0112017&max_results=2",
        "/right.order/crossref/10.1145%2F3292500.3330701",
      ]
    )
    let agent = "trine/\(TrineVersion.text) (paper notes; mailto:me@example.org)"
    #expect(log.allSatisfy { $0["agent"]?.string == agent })
    #expect(
      log.compactMap { $0["accept"]?.string } == ["application/atom+xml", "application/json"]
    )
  }

  @Test("a DOI with every sign in it is asked for as it is")
  func signs() async throws {
    let id = try #require(
      PaperID("10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2")
    )
    let papers = try await PaperFinder(server.workspace(day: "right"), patience: quick).papers([id])
    #expect(papers.first?.year == 1998)
  }

  @Test("a bad moment is waited for", arguments: ["busy-once", "broken-twice", "dated", "moved"])
  func passing(day: String) async throws {
    let paper = try await PaperFinder(server.workspace(day: day), patience: quick).papers([ids[0]])
    #expect(paper.first?.title == "分散学習における勾配の遅れ")
  }

  @Test(
    "a bad day is told",
    arguments: [
      ("html", "did not answer in", "HTTP"), ("missing", "HTTP status 404", "knows no paper"),
      ("forbidden", "HTTP status 403", "HTTP status 403"),
      ("busy", "HTTP status 429 and asks to wait for 3,600 s", "asks to wait for 3,600 s"),
      ("broken", "HTTP status 500", "HTTP status 500"),
      ("empty", "knows no paper 2401.00001", "it has no work with a title"),
      ("nothing", "line 1: it is empty", "it is empty"),
      ("half", "it ends inside", "or is cut off"),
      ("cut", "cut its answer off", "cut its answer off"),
      ("dropped", "cut its answer off", "cut its answer off"),
      ("circle", "sent on from one address to the next", "more than 5 times"),
      ("inside", "could not be asked", "could not be asked"),
      ("large", "more than 8 MiB", "more than 8 MiB"),
      ("endless", "more than 8 MiB", "more than 8 MiB"),
    ]
  )
  func told(day: String, arxiv: String, crossref: String) async throws {
    let workspace = server.workspace(day: day)
    let problems = [await problem(ids[0], workspace), await problem(ids[1], workspace)]
    #expect(problems[0].contains(arxiv), "\(problems[0])")
    #expect(
      problems[1].contains(day == "html" ? "did not answer in JSON" : crossref),
      "\(problems[1])"
    )
    for problem in problems { #expect(problem.hasSuffix("; nothing was added")) }
  }

  @Test("an answer that takes too long is not waited for", arguments: ["slow", "trickle"])
  func late(day: String) async {
    let found = await problem(ids[0], server.workspace(day: day, timeout: 0.5))
    #expect(found.contains("did not answer within 0.5 s"), "\(found)")
  }

  @Test("an id that arXiv calls wrong is told in its words")
  func wrong() async throws {
    let found = await problem(.arxiv("9999.00001"), server.workspace(day: "right"))
    #expect(found == "arXiv answered 'incorrect id format for 9999.00001'; nothing was added")
  }

  @Test("a work that was not asked for is not taken")
  func other() async throws {
    let found = await problem(ids[1], server.workspace(day: "other"))
    #expect(
      found == "Crossref was asked for 10.20729/00012345 and answered with 10.9/zzz; "
        + "nothing was added"
    )
  }

  @Test(
    "a work is known by its DOI in any case, by one it had, and by one it is related to",
    arguments: [
      (#"{"DOI": "10.1/AB"}"#, true), (#"{"DOI": "10.1/c"}"#, false), ("{}", false),
      (#"{"DOI": "10.1/c", "aliases": ["10.1/aB"]}"#, true),
      (#"{"DOI": "10.1/c", "relation": {"is-same-as": [{"id": "10.1/ab"}]}}"#, true),
      (#"{"DOI": "10.1/c", "relation": {"is-same-as": [{"id": "10.1/d"}]}}"#, false),
    ]
  )
  func names(work: String, isKnown: Bool) throws {
    let value = try JSONText.value(JSONValue.self, from: work)
    #expect(CrossrefWork(value).isKnown(by: "10.1/ab") == isKnown)
  }

  @Test("all papers nobody knows are told")
  func unknown() async throws {
    let workspace = server.workspace(day: "right")
    let ids = ["2401.00009", "10.5555/nothing"].compactMap { PaperID($0) }
    let problems = await #expect(throws: Diagnostics.self) {
      try await PaperFinder(workspace, patience: quick).papers(ids)
    }
    #expect(problems?.list.count == 2)
    #expect(problems?.list.allSatisfy { $0.cause == .badData } == true)
  }

  @Test(
    "without a network, that is told",
    arguments: [
      ("http://127.0.0.1:1/x", "cannot be reached; is there a network?"),
      ("http://nowhere.invalid/x", "cannot be found; is there a network?"),
    ]
  )
  func offline(base: String, words: String) async throws {
    var settings = server.workspace(day: "right").settings
    settings.network.arxiv = base
    let workspace = Workspace(root: server.workspace(day: "x").root, settings: settings)
    let found = await problem(ids[0], workspace)
    #expect(found.contains(words), "\(found)")
  }

  @Test("a connection that is not secure is not taken for one")
  func insecure() async throws {
    var settings = server.workspace(day: "right").settings
    settings.network.arxiv = "https" + server.address.dropFirst(4) + "/right/arxiv"
    let workspace = Workspace(root: server.workspace(day: "x").root, settings: settings)
    #expect(await problem(ids[0], workspace).contains("has no connection that can be trusted"))
  }

  @Test("two that ask arXiv at once take turns, with a pause in between")
  func turns() async throws {
    let turn = RequestTurn(file: server.workspace(day: "x").path(Workspace.arxivTurn), pause: 0.5)
    let start = ContinuousClock.now
    let busy = Mutex(false)
    let ask: @Sendable () async throws -> Duration = {
      try await turn.take {
        #expect(!busy.withLock { $0 })
        busy.withLock { $0 = true }
        let waited = ContinuousClock.now - start
        try await Task.sleep(for: .milliseconds(50))
        busy.withLock { $0 = false }
        return waited
      }
    }
    async let first = ask()
    async let second = ask()
    // Times of files are a few milliseconds coarse.
    #expect(try await max(first, second) > .milliseconds(450))
  }
}

@Suite("How curl is called")
struct CurlTests {
  @Test("an address is the last word, and nothing in it is an option")
  func last() {
    let words = CurlCommand("http://x/-o", accept: "a/b", settings: NetworkSettings()).arguments
    #expect(words.first == "--disable")
    #expect(words.suffix(2) == ["--", "http://x/-o"])
    #expect(words.contains("--globoff"))
  }

  @Test("from https nothing leads to http")
  func downgrade() {
    func schemes(_ url: String) -> String? {
      let words = CurlCommand(url, accept: "a/b", settings: NetworkSettings()).arguments
      return words.firstIndex(of: "--proto-redir").map { words[$0 + 1] }
    }
    #expect(schemes("https://x") == "=https")
    #expect(schemes("http://x") == "=https,http")
  }

  @Test("waiting doubles, up to what a service asks for")
  func patience() {
    let patience = RetryPatience(attempts: 4, first: 1, longest: 30)
    #expect(patience.delay(after: 1, asked: nil) == 1)
    #expect(patience.delay(after: 3, asked: nil) == 4)
    #expect(patience.delay(after: 1, asked: 20) == 20)
    #expect(patience.delay(after: 1, asked: 31) == nil)
    #expect(patience.delay(after: 4, asked: nil) == nil)
  }
}
