// SPDX-License-Identifier: MIT

public import TrineCatalog
import TrineCheck
import TrineCore

/// The texts that an editor has open and that may not be saved yet, as the pages they would be.
public struct OpenTexts {
  /// The files of all, be they pages or not.
  let files: Set<String>
  /// Those that are pages, by file.
  let pages: [(file: String, page: Page)]

  /// Reads texts, by file.
  public init(_ texts: [String: String]) {
    files = Set(texts.keys)
    pages = texts.sorted { $0.key < $1.key }.compactMap { file, text in
      PageFolder.page(text, file: file).map { (file, $0) }
    }
  }

  /// The files of experiments and the names that the texts give them; of a text that is no YAML, and of a
  /// file that is not open, those that the catalog has.
  func experiments(in catalog: Catalog) throws -> [(name: String, file: String)] {
    let sound = pages.filter { $0.page.kind == .experiment && $0.page.problem == nil }
    let names = Dictionary(sound.map { ($0.file, $0.page.name) }) { first, _ in first }
    return try catalog.pages(.experiment).map { (names[$0.file] ?? $0.name, $0.file) }
  }

  /// The papers' notes and topics of a catalog under the titles and earlier keys that the texts give them.
  ///
  /// What pages there are is for the files to say; and a text that cannot be read in full, as while it is
  /// written, gives its page no other names.
  public func namedPages(in catalog: Catalog) throws -> [NamedPage] {
    let named = try catalog.namedPages()
    let sound = pages.filter { $0.page.kind.isNamed && $0.page.hasSoundFields }
    guard !sound.isEmpty else { return named }
    let pages = Dictionary(sound.map { ($0.file, $0.page) }) { first, _ in first }
    return named.map { old in pages[old.entry.file].map(old.named) ?? old }
  }
}

extension Page {
  /// Whether its front matter could be read; a paper's problem may be one of its sections.
  fileprivate var hasSoundFields: Bool {
    problem == nil
      || kind == .paper && findings.allSatisfy { $0.rule != RuleName.frontMatter.rawValue }
  }
}

extension PageKind {
  fileprivate var isNamed: Bool { self == .paper || self == .topic }
}

extension NamedPage {
  fileprivate func named(_ page: Page) -> NamedPage {
    var named = self
    (named.entry.title, named.entry.aliases) = (page.title, page.paper?.aliases ?? [])
    (named.year, named.doi, named.arxiv) = (page.paper?.year, page.paper?.doi, page.paper?.arxiv)
    return named
  }
}
