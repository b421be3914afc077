// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore

struct SettingsReaderTests {
  private func settings(_ text: String) throws -> WorkspaceSettings {
    try SettingsReader.settings(text: text, file: "trine.yaml", folderName: "lab")
  }

  @Test("settings say name, language, time zone and launcher")
  func everyKey() throws {
    let text = """
      name: 渦巻き研究室
      language: ja
      timeZone: Asia/Tokyo
      launcher: {mpirun: /opt/mpi/bin/mpirun}
      """
    let tokyo = try #require(TimeZone(identifier: "Asia/Tokyo"))
    #expect(
      try settings(text)
        == WorkspaceSettings(
          name: "渦巻き研究室",
          language: .ja,
          timeZone: tokyo,
          mpirun: "/opt/mpi/bin/mpirun"
        )
    )
    #expect(tokyo.secondsFromGMT() == 9 * 3600)
  }

  @Test("what is left out has its default", arguments: ["", "# nothing\n", "language: en\n"])
  func defaults(text: String) throws {
    #expect(try settings(text) == WorkspaceSettings(name: "lab"))
  }

  @Test("settings say where papers are looked up")
  func network() throws {
    let text = """
      network:
        arxiv: http://127.0.0.1:8000/query
        crossref: https://crossref.example.org/works
        timeout: 500 ms
        pause: 0 s
        mailto: me@example.org
      """
    let network = NetworkSettings(
      arxiv: "http://127.0.0.1:8000/query",
      crossref: "https://crossref.example.org/works",
      timeout: 0.5,
      pause: 0,
      mailto: "me@example.org"
    )
    #expect(try settings(text) == WorkspaceSettings(name: "lab", network: network))
    #expect(try settings("network: {mailto: null}") == WorkspaceSettings(name: "lab"))
  }

  @Test(
    "what could be more than an address is refused",
    arguments: [
      ("arxiv: ftp://x", "an address that begins with https:// or http://"),
      ("arxiv: -o/etc/passwd", "an address that begins with https:// or http://"),
      ("crossref: 'http://'", "an address that begins with https:// or http://"),
      ("crossref: 'https:///x'", "an address that begins with https:// or http://"),
      ("arxiv: 'http://x y'", "an address that begins with https:// or http://"),
      ("timeout: 10", "a duration with its unit, such as 50 us"),
      ("timeout: 1 us", "from 100 ms to 10 min"),
      ("pause: 1 h", "a duration with its unit, such as 50 us"), ("pause: 61 s", "at most 1 min"),
      ("mailto: me", "an address for mail, such as you@example.org"),
      ("mailto: 'a@b; c'", "an address for mail, such as you@example.org"),
    ]
  )
  func networkMistakes(line: String, must: String) throws {
    let problems = reports { _ = try settings("network: {\(line)}") }
    #expect(problems.count == 1)
    #expect(problems.first?.contains("it must be \(must)\n") == true, "\(problems)")
  }

  @Test(
    "a mistake is reported with its place",
    arguments: [
      ("langage: ja", "1:1: unknown key 'langage'\n  fix: did you mean 'language'?"),
      ("launcher: {mpi: x}", "1:12: unknown key 'launcher.mpi'\n  fix: known keys are mpirun"),
      (
        "language: fr",
        "1:11: 'language' is 'fr'; it must be one of en, ja\n  fix: give it such a value, or leave it out for the default (en)"
      ),
      (
        "timeZone: Asia/Tokio",
        "1:11: 'timeZone' is 'Asia/Tokio'; it must be an IANA time zone such as Asia/Tokyo\n  fix: did you mean 'Asia/Tokyo'?"
      ),
      (
        "timeZone: Tokyo",
        "1:11: 'timeZone' is 'Tokyo'; it must be an IANA time zone such as Asia/Tokyo\n  fix: did you mean 'Asia/Tokyo'?"
      ),
      (
        "timeZone: GMT+9",
        "1:11: 'timeZone' is 'GMT+9'; it must be an IANA time zone such as Asia/Tokyo\n  fix: give it such a value, or leave it out for the default (the machine's)"
      ),
      ("name: [a]", "1:7: 'name' is a list; it must be a text\n  fix: give it such a value"),
      (
        "name: a\nname: b",
        "2:1: 'name' is given twice; the first one is on line 1\n  fix: keep one of them"
      ),
      (
        "name: 'a",
        "1:9: the quoted text that begins on line 1 is not closed\n  fix: put the same quote at its end"
      ),
    ]
  )
  func mistakes(text: String, message: String) {
    #expect(reports { _ = try settings(text) } == ["trine.yaml:\(message)"])
  }
}
