// SPDX-License-Identifier: MIT

import TrineConfig
import TrineCore
import TrineNotes

/// An experiment as a page: its question is its title, the papers it names are its links.
enum ExperimentPage {
  static func page(_ bytes: [UInt8], _ stamp: PageStamp) -> Page {
    let text = String(decoding: bytes, as: UTF8.self)
    let facts = ExperimentFacts(text, file: stamp.file)
    return Page(
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
  }
}
