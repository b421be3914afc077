// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Citation keys")
struct CitationKeyMakerTests {
  @Test(
    "are family name, year and the first significant word of the title",
    arguments: [
      ("Chen, Jianmin", 2016, "Revisiting Distributed Synchronous SGD", "chen2016revisiting"),
      ("Jianmin Chen", 2016, "Revisiting Distributed Synchronous SGD", "chen2016revisiting"),
      ("Shrivastava, Disha", 2017, "A Data and Model-Parallel Framework", "shrivastava2017data"),
      ("Goyal, Priya", 2017, "Accurate, Large Minibatch SGD", "goyal2017accurate"),
      ("Shoeybi, Mohammad", 2019, "Megatron-LM: Training", "shoeybi2019megatron"),
      ("Recht, Benjamin", 2011, "Hogwild!: A Lock-Free Approach", "recht2011hogwild"),
      ("Seide, Frank", 2014, "1-Bit Stochastic Gradient Descent", "seide2014bit"),
      ("Orwell, George", 1949, "1984", "orwell19491984"),
      ("Jayadeva", 2017, "On the", "jayadeva2017on"),
      ("van den Oord, Aäron", 2016, "WaveNet: A Generative Model", "vandenoord2016wavenet"),
      ("Ludwig van Beethoven", 1808, "What's in a Symphony?", "vanbeethoven1808whats"),
      ("Martin Luther King Jr.", 1963, "Why We Can't Wait", "king1963we"),
      ("de L'Hôpital, Guillaume", 1696, "Analyse", "delhopital1696analyse"),
      ("O'Neil, Cathy", 2016, "Weapons", "oneil2016weapons"),
      ("Høyer, Ødegård", 2001, "Øl", "hoyer2001ol"),
      ("Groß, Änne", 1999, "Über", "gross1999uber"),
      ("Łukasiewicz, Jan", 1920, "Æsir Þing", "lukasiewicz1920aesir"),
      ("Erdős, Paul", 1960, "Évolution", "erdos1960evolution"),
      ("Nguye\u{302}\u{303}n, An", 2020, "Đường", "nguyen2020duong"),
      ("Ｃｈｅｎ, Ａ", 2016, "ＳＧＤの収束", "chen2016sgd"),
      ("アキバ, タクヤ", 2017, "ChainerMN", "akiba2017chainermn"),
      ("ｱｷﾊﾞ, ﾀｸﾔ", 2017, "ChainerMN", "akiba2017chainermn"),
      ("やまだ たろう", 2020, "はじめての分散学習", "yamada2020hajimeteno"),
      ("さとう, ゆうき", 2021, "ディープラーニング入門", "sato2021dipuraningu"),
    ]
  )
  func key(author: String, year: Int, title: String, expected: String) throws {
    let key = try CitationKeyMaker.key(authors: [author], year: year, title: title) { _ in false }
    #expect(key.description == expected)
  }

  @Test("get a, b, … after a clash")
  func clash() throws {
    var taken: Set<CitationKey> = []
    var made: [String] = []
    for _ in 0..<29 {
      let key = try CitationKeyMaker.key(
        authors: ["Du"],
        year: 2016,
        title: "Go",
        isTaken: taken.contains
      )
      #expect(taken.insert(key).inserted)
      made.append(key.description)
    }
    #expect(made.prefix(3) == ["du2016go", "du2016goa", "du2016gob"])
    #expect(made.suffix(3) == ["du2016goz", "du2016goaa", "du2016goab"])
  }

  @Test(
    "are not made when something is missing or cannot be spelt, and the message says what",
    arguments: [
      ([], 2016, "Go", "without an author", "--author"),
      (["  "], 2016, "Go", "without an author", "--author"),
      (["Du"], nil, "Go", "without a year", "--year"),
      (["Du"], 0, "Go", "the year is 0", "--year"),
      (["Du"], 2016, " ", "without a title", "--title"),
      (["山田, 太郎"], 2020, "Go", "'山田', the family name", "--key"),
      (["山田 太郎"], 2020, "Go", "'山田', the family name", "--key"),
      (["すず木, 花"], 2020, "Go", "'木' of 'すず木', the family name", "--key"),
      (["Du"], 2020, "深層学習", "'深層学習', the title", "--key"),
      (["Du"], 2020, "深層 learning", "'深層' of '深層 learning', the title", "--key"),
      (["Иванов, Иван"], 2020, "Go", "'Иванов', the family name", "--key"),
      (["Du"], 2020, "?!", "'?!', the title", "--key"),
    ] as [([String], Int?, String, String, String)]
  )
  func refusal(
    _ authors: [String],
    _ year: Int?,
    _ title: String,
    _ says: String,
    _ fix: String
  )
    throws
  {
    let diagnostic = try #require(
      throws: Diagnostic.self
    ) { try CitationKeyMaker.key(authors: authors, year: year, title: title) { _ in false } }
    #expect(diagnostic.message.contains(says))
    #expect(diagnostic.fix?.contains(fix) == true)
    #expect(diagnostic.fix?.contains("--key") == true)
    #expect(diagnostic.cause == .usage)
  }
}

@Suite("Author names")
struct AuthorNameTests {
  @Test(
    "are held with the family name first",
    arguments: [
      ("Jianmin Chen", "Chen, Jianmin"), ("Chen,Jianmin", "Chen, Jianmin"),
      ("Chen,  Jianmin ", "Chen, Jianmin"), ("{Google Brain}", "Google Brain"),
      ("Jayadeva", "Jayadeva"), ("山田\u{3000}太郎", "山田, 太郎"), ("山田太郎", "山田太郎"),
      ("Aäron van den Oord", "van den Oord, Aäron"), ("", ""), ("a, b, c, d", "a, b, c, d"),
    ]
  )
  func written(text: String, expected: String) {
    #expect(AuthorName.written(text) == expected)
    #expect(AuthorName.written(expected) == expected || !expected.contains(","))
  }
}

@Suite("Romaji")
struct RomajiTests {
  @Test(
    "spells kana as passports do",
    arguments: [
      "きょうと kyoto", "しゅんじ shunji", "ちゃや chaya", "じょうじ joji", "ぢづ jizu", "つづみ tsuzumi",
      "おおの ono", "おおた ota", "おおうち ouchi", "おおおか ooka", "よこお yokoo", "せのお senoo",
      "いのうえ inoue", "やまのうち yamanouchi", "こうち kochi", "まつうら matsuura", "ふくうら fukuura",
      "ゆうき yuki", "にいがた niigata", "けい kei", "さいとう saito", "とおやま toyama",
      "なんば namba", "ほんま homma", "しんいち shinichi", "てんもん temmon", "ん n",
      "はっとり hattori", "はっちょう hatcho", "きっか kikka", "あっ a",
      "コーヒー kohi", "ﾄｳｷｮｳ tokyo", "ﾊﾟﾌﾞﾛ paburo", "ヴァイオリン vaiorin", "ファン fan", "ティム timu",
      "ジェフ jefu", "チェン chen", "ウィル wiru", "か\u{3099}く gaku", "ハ\u{309A}ン pan", "すゞき suzuki",
      "みゝ mimi", "を o",
    ]
  )
  func spelling(pair: String) {
    let words = pair.split(separator: " ").map(String.init)
    #expect(Romaji.text(words[0]) == words[1])
  }

  @Test("has a spelling for every kana of its own, and none for anything else")
  func coverage() {
    for value in 0x3041...0x3096 {
      guard let kana = Unicode.Scalar(UInt32(value)) else { continue }
      #expect(Romaji.text(String(kana)) != nil, "\(kana)")
    }
    #expect(Romaji.text("漢") == nil)
    #expect(Romaji.text("か漢") == nil)
  }
}
