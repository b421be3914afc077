// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

@Suite("The words a text is found by")
struct SearchWordsTests {
  @Test("are those of Python's Unicode data")
  func oracle() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/search-forms.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 400)
    for line in lines {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      // Bytes, since a mark that stands alone and the space before it are one character.
      let words = Array(SearchWords(parts[0]).bytes.dropLast())
      #expect(words == Array(parts[1].utf8), "of '\(parts[0])'")
    }
  }

  @Test(
    "are pairs where a script has no spaces, and words where it has",
    arguments: [
      ("分散学習", "分散 散学 学習 習"),
      ("同期型SGDの再検討。", "同期 期型 型 sgd の再 再検 検討 討"),
      ("ResNet-50 ＧＰＵ", "resnet 50 gpu"),
      ("ﾊﾟｲﾌﾟﾗｲﾝ並列", "パイ イプ プラ ライ イン ン並 並列 列"),
      ("Müller, Ｌｅｅ & Ho\u{0308}fer", "muller lee hofer"),
      ("", ""),
      ("。、！", ""),
    ]
  )
  func examples(text: String, words: String) {
    #expect(SearchWords(text).text.trimmed == words)
  }

  @Test("know where they come from")
  func places() {
    let text = "古いｶﾞ grad"
    let words = SearchWords(text, keepsPlaces: true)
    let bytes = Array(text.utf8)
    let sources = words.places.map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(words.text == "古い いガ ガ grad ")
    #expect(sources == ["古い", "いｶﾞ", "ｶﾞ", "grad"])
  }
}

@Suite("The part of a text that was found")
struct SnippetMarkTests {
  @Test(
    "is marked as the text has it, however its characters are put together",
    arguments: [
      ("한글 검색", "한글", "**한글** 검색"), ("한글 검색", "글", "한**글** 검색"),
      ("한국어한글", "국어", "한**국어**한글"), ("ﾃﾞｰﾀ並列", "デ", "**ﾃﾞ**ｰﾀ並列"),
      ("ﾃﾞｰﾀ並列", "データ", "**ﾃﾞｰﾀ**並列"), ("大ﾊﾞｯﾁ", "バッ", "大**ﾊﾞｯ**ﾁ"), ("ｶﾞ", "が", ""),
      ("か\u{3099}くしゅう", "が", "**か\u{3099}**くしゅう"), ("パイプ", "プ", "パイ**プ**"),
    ]
  )
  func marks(text: String, query: String, marked: String) throws {
    for form in [text, text.decomposedStringWithCanonicalMapping] {
      for asked in [query, query.decomposedStringWithCanonicalMapping] {
        let snippet = Snippet(of: form, for: try SearchQuery(asked)).marked { "**\($0)**" }
        #expect(snippet == (marked.isEmpty ? form : marked), "\(form) \(asked)")
      }
    }
  }
}

@Suite("What is searched for")
struct SearchQueryTests {
  @Test(
    "is put in the words of the index",
    arguments: [
      ("勾", "\"勾\"*"),
      ("勾配", "\"勾配\""),
      ("同期型", "\"同期 期型\""),
      ("stale 勾配", "\"stale\" \"勾配\""),
      ("\"stale gradient\"", "\"stale gradient\""),
      ("grad*", "\"grad\"*"),
      ("SGDの再検討", "\"sgd の再 再検 検討\""),
      ("巨大SGD", "\"巨大 大 sgd\""),
      ("ResNet-50", "\"resnet 50\""),
      ("　全角　空白", "\"全角\" \"空白\""),
      ("3:1", "\"3 1\""),
    ]
  )
  func match(text: String, match: String) throws {
    #expect(try SearchQuery(text).match == match)
  }

  @Test("can be left out")
  func exclusion() throws {
    let query = try SearchQuery("勾配 -survey -\"data parallel\"")
    #expect(query.match == "\"勾配\"")
    #expect(query.exclusion == "\"survey\" OR \"data parallel\"")
  }

  @Test("can be narrowed")
  func filters() throws {
    let query = try SearchQuery(
      "tag:async -tag:survey year:2015..2018 status:read,revisit kind:paper author:chen has:claims"
    )
    #expect(query.match == nil)
    #expect(query.filter.tags == ["async"])
    #expect(query.filter.excludedTags == ["survey"])
    #expect(query.filter.years == 2015...2018)
    #expect(query.filter.statuses == [.read, .revisit])
    #expect(query.filter.kinds == [.paper])
    #expect(query.filter.authors == ["chen"])
    #expect(query.filter.hasClaims == true)
    #expect(try SearchQuery("year:2016").filter.years == 2016...2016)
    #expect(try SearchQuery("year:..2016").filter.years == 0...2016)
  }

  @Test(
    "with filters that contradict one another finds nothing, else what all allow",
    arguments: [
      ("year:2016 year:2017", true), ("year:2010..2016 year:2016..", false),
      ("has:claims -has:claims", true), ("-has:links has:link", true),
      ("has:links has:links", false),
      ("status:read status:reading", true), ("status:read,reading status:reading", false),
      ("kind:paper kind:topic", true), ("kind:paper kind:paper", false),
      ("year:2016 year:2017 year:2016", true), ("kind:paper kind:topic kind:paper", true),
    ]
  )
  func contradictions(text: String, isContradictory: Bool) throws {
    #expect(try SearchQuery(text).filter.isContradictory == isContradictory)
  }

  @Test("is narrowed by each of several filters")
  func narrowed() throws {
    let filter = try SearchQuery("year:2010..2016 year:2015.. status:read,reading status:read")
      .filter
    #expect(filter.years == 2015...2016)
    #expect(filter.statuses == [.read])
  }

  @Test("takes quotes behind a filter's colon")
  func quotedFilters() throws {
    let query = try SearchQuery(#"tag:"data parallel" -tag:"a b" author："山田 太郎" stale"#)
    #expect(query.filter.tags == ["data parallel"])
    #expect(query.filter.excludedTags == ["a b"])
    #expect(query.filter.authors == ["山田 太郎"])
    #expect(query.match == "\"stale\"")
    #expect(try SearchQuery(#"tag:"open"#).filter.tags == ["open"])
  }

  @Test(
    "takes arguments as the shell gives them",
    arguments: [
      (["stale gradient"], "\"stale gradient\""),
      (["stale", "gradient"], "\"stale\" \"gradient\""),
      (["stale gradient", "勾配"], "\"stale gradient\" \"勾配\""),
      (["\"stale gradient\" sgd"], "\"stale gradient\" \"sgd\""),
      (["stale grad*"], "\"stale\" \"grad\"*"), (["stal* gradient"], "\"stal\"* \"gradient\""),
      (["stale gradient year:2016"], "\"stale\" \"gradient\""), (["勾配　学習"], "\"勾配\" \"学習\""),
      (["stale gradient -survey"], "\"stale\" \"gradient\""),
      (["ratio 3:1"], "\"ratio 3 1\""),
    ]
  )
  func arguments(arguments: [String], match: String) throws {
    #expect(try SearchQuery(arguments: arguments).match == match)
  }

  @Test("takes a filter's value with spaces as the shell gives it, but not several filters for one")
  func filterArguments() throws {
    #expect(try SearchQuery(arguments: ["tag:data parallel"]).filter.tags == ["data parallel"])
    #expect(try SearchQuery(arguments: ["tag:\"data parallel\""]).filter.tags == ["data parallel"])
    let query = try SearchQuery(arguments: ["sgd", "-tag:data parallel", "-model parallel"])
    #expect(query.filter.excludedTags == ["data parallel"])
    #expect(query.exclusion == "\"model parallel\"")
    let several = try SearchQuery(arguments: ["tag:async year:2016"]).filter
    #expect(several.tags == ["async"] && several.years == 2016...2016)
    let word = try SearchQuery(arguments: ["year:2016 stale"])
    #expect(word.filter.years == 2016...2016 && word.match == "\"stale\"")
  }

  @Test(
    "is refused with what to write instead",
    arguments: [
      ("", "there is nothing to search for"),
      ("。", "there is nothing to search for"),
      ("-survey", "the search only says what is not wanted"),
      ("year:soon", "'year:soon' is no filter Trine knows"),
      ("year:2018..2015", "'year:2018..2015' is no filter Trine knows"),
      ("status:skimmed", "'status:skimmed' is no filter Trine knows"),
      ("status:,", "'status:,' is no filter Trine knows"),
      ("tags:sync", "'tags:sync' is no filter; did you mean 'tag:'?"),
      ("-year:2016", "'-year:2016' cannot be excluded"),
      ("tag:", "'tag:' has no value"),
    ]
  )
  func refusals(text: String, message: String) {
    let problem = #expect(throws: (any Error).self) { try SearchQuery(text) }
    #expect("\(problem.map { "\($0)" } ?? "")".hasPrefix(message))
  }
}

@Suite("A snippet")
struct SnippetTests {
  @Test(
    "shows what was found",
    arguments: [
      ("勾配", "これは勾配圧縮である。", "これは[勾配]圧縮である。"),
      ("勾", "これは勾配圧縮である。", "これは[勾]配圧縮である。"),
      ("同期型", "非同期型SGD", "非[同期型]SGD"),
      ("gpu", "ＧＰＵクラスタ", "[ＧＰＵ]クラスタ"),
      ("パイプ", "のﾊﾟｲﾌﾟﾗｲﾝ並列", "の[ﾊﾟｲﾌﾟ]ﾗｲﾝ並列"),
      ("stale", "Stale, staleness, STALE.", "[Stale], staleness, [STALE]."),
      ("stale*", "Stale, staleness.", "[Stale], [staleness]."),
      ("学 学習", "学習", "[学習]"),
      ("none", "first line\nsecond", "first line second"),
    ]
  )
  func found(query: String, text: String, marked: String) throws {
    let snippet = Snippet(of: text, for: try SearchQuery(query))
    #expect(snippet.marked { "[\($0)]" } == marked)
  }

  @Test("is cut from a long text around the first place")
  func cut() throws {
    let text =
      String(repeating: "word ", count: 100) + "needle" + String(repeating: " more", count: 99)
    let snippet = Snippet(of: text, for: try SearchQuery("needle"))
    #expect(snippet.text.hasPrefix("…"))
    #expect(snippet.text.hasSuffix("…"))
    #expect(snippet.text.count == 122)
    #expect(snippet.found.map { snippet.text[$0] } == ["needle"])
  }
}
