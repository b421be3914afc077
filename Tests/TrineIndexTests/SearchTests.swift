// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore
import TrineNotes

@Suite("Searching the workspace")
struct SearchTests {
  private static let sentences = [
    "分散深層学習における同期型SGDの再検討。",
    "バックアップワーカーでストラグラーを隠蔽する。",
    "勾配圧縮により通信量を削減した。",
    "The paper criticises async SGD (非同期SGD) for staleness.",
    "ＧＰＵクラスタ上での学習率スケーリング",
    "ﾊﾟｲﾌﾟﾗｲﾝ並列とモデル並列を比較",
    "東京都の大学で実験した",
    "京都大学",
    "ResNet-50を学習。stale gradients",
  ]

  /// The pages in which each word stands, by Foundation's own search: no word of the index is used.
  private static func truth(_ query: String) -> [String] {
    let words = query.split(separator: " ").map(form)
    return sentences.indices.filter { index in
      words.allSatisfy { isIn($0, form(Substring(sentences[index]))) }
    }.map { "t\($0)" }
  }

  private static func form(_ text: Substring) -> String {
    text.precomposedStringWithCompatibilityMapping.lowercased()
  }

  /// Latin words are whole, what has kana or kanji is found anywhere.
  private static func isIn(_ word: String, _ text: String) -> Bool {
    text.ranges(of: word).contains { range in
      isEdge(text[..<range.lowerBound].last, word.first)
        && isEdge(word.last, text[range.upperBound...].first)
    }
  }

  private static func isEdge(_ left: Character?, _ right: Character?) -> Bool {
    guard let left, let right else { return true }
    return ![left, right].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  @Test(
    "finds what is there and nothing else",
    arguments: [
      "勾", "勾配", "学習", "同期", "非同期", "SGD", "GPU", "パイプライン", "京都", "東京", "再検討", "隠蔽",
      "並列 比較", "sgd 非同期", "率", "習", "ＳＧＤ", "型sgd", "同期型SGDの", "東京都の大学", "大学", "学",
      "ResNet-50", "resnet-50を学", "stale", "gradient", "なし", "ストラグラー 隠蔽", "量を削減した", "した",
    ]
  )
  func oracle(query: String) throws {
    let lab = try Lab()
    for (index, sentence) in Self.sentences.enumerated() {
      try lab.put("# x\n\n\(sentence)\n", "notes/topics/t\(index).md")
    }
    try lab.sync()
    let search = try SearchQuery(query)
    let hits = try lab.catalog.search(
      search.match,
      without: search.exclusion,
      filter: search.filter,
      limit: nil
    )
    #expect(hits.map(\.page.name).sorted() == Self.truth(query))
  }

  private static let note = """
    ---
    title: "Stale Gradients"
    authors: ["Chen, Jianmin"]
    year: 2016
    tags: [async, 通信]
    status: reading
    ---

    ## Claims
    - `slow` It is slow.

    ## Digest
    勾配 [[b2019]]
    """

  private func names(_ query: String, _ lab: Lab) throws -> [String] {
    let search = try SearchQuery(query)
    return try lab.catalog.search(
      search.match,
      without: search.exclusion,
      filter: search.filter,
      limit: nil
    ).map(\.page.name)
  }

  @Test("takes filters, ranks titles first, and covers all kinds of pages")
  func kinds() throws {
    let lab = try Lab()
    try lab.put(Self.note, "notes/papers/a2016.md")
    try lab.put(
      "---\ntitle: B\nyear: 2019\nstatus: to-read\n---\n## Digest\nstale gradients, 勾配\n",
      "notes/papers/b2019.md"
    )
    try lab.put("question: Do stale gradients hurt?\ntags: [async]\n", "experiments/stale.yaml")
    try lab.put("# Week\nstale 勾配\n", "reports/weeks/2026-W48.md")
    try lab.put("# MPI\n勾配 survey\n", "notes/topics/mpi.md")
    try lab.sync()
    #expect(try names("stale", lab) == ["stale", "a2016", "2026-W48", "b2019"])
    #expect(try Set(names("勾配", lab)) == ["a2016", "b2019", "2026-W48", "mpi"])
    #expect(try Set(names("勾配 -survey", lab)) == ["a2016", "b2019", "2026-W48"])
    #expect(try Set(names("tag:async", lab)) == ["a2016", "stale"])
    #expect(try names("tag:通信 勾配", lab) == ["a2016"])
    #expect(try Set(names("勾配 -tag:async", lab)) == ["b2019", "2026-W48", "mpi"])
    #expect(try names("year:2017..", lab) == ["b2019"])
    #expect(try names("status:to-read", lab) == ["b2019"])
    #expect(try names("author:CHEN", lab) == ["a2016"])
    #expect(try names("has:claims", lab) == ["a2016"])
    #expect(try names("kind:experiment", lab) == ["stale"])
    #expect(try names("\"hurt stale\"", lab) == [])
    #expect(try names("chen 2016", lab) == ["a2016"])
  }

  @Test("compares tags and authors as words are compared, whatever their case, width and accents")
  func forms() throws {
    let lab = try Lab()
    try lab.put(
      """
      ---
      title: A
      authors: ["Müller, Jörg", "山田, 太郎", "Ｌee, Ann"]
      tags: [data parallel, Ünï, Ｃ++]
      ---
      """,
      "notes/papers/a2016.md"
    )
    try lab.put("---\ntitle: B\nauthors: [\"Mull, A\"]\ntags: [c]\n---\n", "notes/papers/b2019.md")
    try lab.sync()
    for query in [
      #"tag:"data parallel""#, #"tag:"Data-Parallel""#, "tag:ünï", "tag:UNI", "tag:ＵＮＩ", "tag:c++",
      "author:muller", "author:MÜLLER", "author:山田太郎", "author:太郎", #"author:"山田, 太郎""#,
      #"author:"müller, jörg""#, "author:lee", "author:jorg",
    ] {
      #expect(try names(query, lab) == ["a2016"], "\(query)")
    }
    #expect(try names("tag:c", lab) == ["b2019"])
    #expect(try names("kind:paper -tag:uni", lab) == ["b2019"])
    #expect(try Set(names("author:mull", lab)) == ["a2016", "b2019"])
    #expect(try names("author:。", lab) == [] && names("tag:data", lab) == [])
    #expect(try names("author:太山", lab) == [])
  }

  @Test("finds nothing where filters contradict one another")
  func contradictions() throws {
    let lab = try Lab()
    try lab.put(Self.note, "notes/papers/a2016.md")
    try lab.sync()
    #expect(try names("has:claims year:2016", lab) == ["a2016"])
    #expect(try names("has:claims -has:claims", lab) == [])
    #expect(try names("year:2015 year:2016", lab) == [])
    #expect(try names("stale status:reading status:read", lab) == [])
  }

  @Test("sees every change of a file, by whatever program")
  func changes() throws {
    let lab = try Lab()
    try lab.put("# A\nfirst\n", "notes/topics/a.md")
    try lab.sync()
    #expect(try names("first", lab) == ["a"])
    try lab.put("# A\nsecond one\n", "notes/topics/a.md")
    try lab.put("# B\nfirst\n", "notes/topics/b.md")
    try lab.sync()
    #expect(try names("first", lab) == ["b"])
    #expect(try names("second", lab) == ["a"])
    try lab.remove("notes/topics/b.md")
    try lab.sync()
    #expect(try names("first", lab) == [])
    #expect(try lab.catalog.pages(.topic).map(\.name) == ["a"])
  }

  @Test("finds notes that do not parse, with their problem")
  func broken() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: [\n---\n壊れたノート\n", "notes/papers/a2016.md")
    try lab.sync()
    let hits = try lab.catalog.search("\"壊れ れた\"", without: nil, filter: SearchFilter(), limit: nil)
    #expect(hits.map(\.page.name) == ["a2016"])
    #expect(hits.first?.page.problem != nil)
  }
}
