// SPDX-License-Identifier: MIT

/// What a name between double brackets or behind an `@` means: a citation key, else a key that a paper had
/// before, else a topic's name, else a topic's title, whatever its case.
public struct PageNames: Sendable {
  /// A page that can be named.
  public struct Entry: Hashable, Sendable {
    /// Its file, relative to the workspace.
    public var file: String
    /// Whether it is a paper or a topic.
    public var kind: PageKind
    /// Its citation key or its topic's name.
    public var name: String
    /// Its title.
    public var title: String
    /// Keys it had before.
    public var aliases: [String]

    /// Describes a page.
    public init(
      file: String,
      kind: PageKind,
      name: String,
      title: String = "",
      aliases: [String] = []
    ) {
      self.file = file
      self.kind = kind
      self.name = name
      self.title = title
      self.aliases = aliases
    }
  }

  private var byName: [String: Entry] = [:]
  private var byTitle: [String: Entry] = [:]
  /// The papers whose keys have capitals.
  private var byCapitalKey: [BibTeXKey: Entry] = [:]

  /// Learns the names of pages; of two with one name the first counts, papers before topics.
  public init(_ entries: [Entry]) {
    byName.reserveCapacity(entries.count)
    let papers = entries.filter { $0.kind == .paper }
    let topics = entries.filter { $0.kind == .topic }
    for paper in papers { learn(paper.name, paper) }
    for paper in papers {
      for alias in paper.aliases { learn(alias, paper) }
    }
    for topic in topics { learn(topic.name, topic) }
    for topic in topics where byTitle[topic.title.lowercased()] == nil {
      byTitle[topic.title.lowercased()] = topic
    }
  }

  private mutating func learn(_ name: String, _ entry: Entry) {
    guard byName[name] == nil else { return }
    byName[name] = entry
    guard entry.kind == .paper, name.utf8.contains(where: { (0x41...0x5A).contains($0) }) else {
      return
    }
    let key = BibTeXKey(name)
    byCapitalKey[key] = byCapitalKey[key] ?? entry
  }

  /// The page that a name means.
  public subscript(name: String) -> Entry? {
    byName[name] ?? (byTitle.isEmpty ? nil : byTitle[name.lowercased()])
  }

  /// The paper that BibTeX means by a key, as in `crossref`: one in the same letters, else in any case.
  public func paper(bibTeXKey key: String) -> Entry? {
    let small = BibTeXKey(key)
    return [byName[key], byName[small.folded], byCapitalKey[small]].lazy.compactMap(\.self)
      .first { $0.kind == .paper }
  }

  /// All names that mean a page, for suggestions.
  public var names: [String] { byName.keys.sorted() }
}
