// SPDX-License-Identifier: MIT

import TrineConfig
import TrineCore
import TrineNotes

/// An experiment as a page: its question is its title, the papers it names are its links.
enum ExperimentPage {
  static func page(_ bytes: [UInt8], _ stamp: PageStamp) -> Page {
    let text = String(decoding: bytes, as: UTF8.self)
    let facts = ExperimentFacts(text, file: stamp.file)
    var page = Page(
      stamp: stamp,
      kind: .experiment,
      name: facts.name,
      title: facts.question ?? "",
      tags: facts.tags,
      problem: facts.problem,
      links: facts.links,
      words: PageReader.words(
        title: facts.question ?? "",
        facts: [facts.name] + facts.tags + facts.links.map(\.target.name),
        body: text
      )
    )
    page.findings = problems(text, stamp.file)
    return page
  }

  /// What is wrong with its config, without a look at its data.
  private static func problems(_ text: String, _ file: String) -> [Diagnostic] {
    do {
      _ = try ExperimentReader.plans(file: file, text: text, overrides: [])
      return []
    } catch let problems as Diagnostics {
      return problems.list.map(\.ofConfig)
    } catch {
      return [(error as? Diagnostic ?? Diagnostic(.badData, "\(error)")).ofConfig]
    }
  }
}

extension Diagnostic {
  fileprivate var ofConfig: Diagnostic {
    var problem = self
    problem.rule = "config"
    return problem
  }
}
