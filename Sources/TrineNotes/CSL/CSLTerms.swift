// SPDX-License-Identifier: MIT

/// The words of CSL (the Citation Style Language 1.0.2) beside those of BibTeX.
enum CSLTerms {
  /// BibTeX's type of a CSL type; others are `misc` and kept as `csl-type`.
  static let types: [String: String] = [
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "review": "article", "paper-conference": "inproceedings", "chapter": "incollection",
    "entry": "incollection", "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference", "book": "book", "thesis": "phdthesis",
    "report": "techreport", "webpage": "online", "post": "online", "post-weblog": "online",
    "manuscript": "unpublished", "dataset": "dataset", "software": "software",
    "patent": "patent", "pamphlet": "booklet", "periodical": "periodical",
  ]

  /// The field that keeps a CSL type which has none of its own in BibTeX, such as `article`, a preprint.
  static let typeField = "csl-type"

  /// The field that keeps which particles are dropped from names: `la Fontaine, de`.
  static let droppedField = "csl-dropping-particle"

  /// The field that keeps what is said of a date's season, which is in the date only as a number.
  static func seasonField(_ variable: String) -> String {
    variable == "issued" ? "csl-season" : "csl-season-\(variable)"
  }

  /// CSL's type of a BibTeX or BibLaTeX type, as pandoc has it where CSL has no better word since; others
  /// are `document`.
  static let typesBack: [String: String] = [
    "article": "article-journal", "suppperiodical": "article-journal", "review": "review",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "book": "book", "mvbook": "book", "manual": "book", "proceedings": "book",
    "mvproceedings": "book", "collection": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "commentary": "book", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "online": "webpage", "www": "webpage", "electronic": "webpage", "unpublished": "manuscript",
    "dataset": "dataset", "data": "dataset", "software": "software", "patent": "patent",
    "booklet": "pamphlet", "periodical": "periodical", "artwork": "graphic", "image": "graphic",
    "audio": "song", "music": "song", "movie": "motion_picture", "video": "motion_picture",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty",
    "letter": "personal_communication", "performance": "performance", "standard": "standard",
  ]

  /// CSL's type of an article that BibLaTeX's `entrysubtype` says more of.
  static func subtype(_ type: String, _ subtype: String?) -> String? {
    guard type == "article" || type == "suppperiodical" else { return nil }
    return ["magazine": "article-magazine", "newspaper": "article-newspaper"][subtype ?? ""]
  }

  /// CSL's variables that are texts, and the fields of BibTeX that hold the same.
  static let texts: [(csl: String, bibtex: String)] = [
    ("collection-title", "series"), ("publisher-place", "address"), ("volume", "volume"),
    ("ISBN", "isbn"), ("ISSN", "issn"), ("PMID", "pmid"), ("PMCID", "pmcid"),
    ("abstract", "abstract"), ("keyword", "keywords"), ("note", "note"), ("language", "language"),
    ("edition", "edition"), ("genre", "type"), ("chapter-number", "chapter"),
    ("version", "version"), ("annote", "annote"), ("title-short", "shorttitle"),
    ("number-of-pages", "pagetotal"), ("number-of-volumes", "volumes"),
    ("event-title", "eventtitle"), ("event", "eventtitle"), ("event-place", "venue"),
    ("container-title-short", "shortjournal"), ("journalAbbreviation", "shortjournal"),
    ("medium", "medium"), ("source", "source"), ("archive", "archive"),
    ("archive_location", "archive_location"), ("archive-place", "archive-place"),
    ("call-number", "call-number"), ("authority", "authority"), ("dimensions", "dimensions"),
    ("references", "references"),
    ("scale", "scale"), ("section", "section"), ("status", "pubstate"),
    ("jurisdiction", "jurisdiction"),
    ("original-title", "origtitle"), ("original-publisher", "origpublisher"),
    ("reviewed-title", "reviewed-title"), ("part-title", "part-title"),
    ("volume-title", "volume-title"), ("page-first", "page-first"), ("part", "part"),
    ("division", "division"), ("supplement", "supplement"), ("printing", "printing"),
    ("locator", "locator"), ("year-suffix", "year-suffix"), ("citation-label", "citation-label"),
    ("citation-number", "citation-number"),
    ("first-reference-note-number", "first-reference-note-number"),
    ("original-publisher-place", "origlocation"), ("reviewed-genre", "reviewed-genre"),
    ("license", "license"), ("part-number", "part-number"),
    ("printing-number", "printing-number"), ("supplement-number", "supplement-number"),
    ("archive_collection", "archive_collection"),
  ]

  /// Those that hold names.
  static let names: [(csl: String, bibtex: String)] = [
    ("author", "author"), ("editor", "editor"), ("translator", "translator"),
    ("collection-editor", "collection-editor"), ("container-author", "bookauthor"),
    ("editorial-director", "editorial-director"), ("director", "director"),
    ("composer", "composer"), ("illustrator", "illustrator"), ("interviewer", "interviewer"),
    ("recipient", "recipient"), ("reviewed-author", "reviewed-author"),
    ("original-author", "original-author"), ("contributor", "contributor"),
    ("editor-translator", "editor-translator"), ("chair", "chair"), ("curator", "curator"),
    ("compiler", "compiler"), ("performer", "performer"), ("host", "host"), ("guest", "guest"),
    ("narrator", "narrator"), ("producer", "producer"),
    ("executive-producer", "executive-producer"), ("organizer", "organizer"),
    ("script-writer", "script-writer"), ("series-creator", "series-creator"),
  ]

  /// Those that hold dates beside `issued`.
  static let dates: [(csl: String, bibtex: String)] = [
    ("accessed", "urldate"), ("original-date", "origdate"), ("event-date", "eventdate"),
    ("submitted", "submitted"), ("available-date", "available-date"),
  ]
}
