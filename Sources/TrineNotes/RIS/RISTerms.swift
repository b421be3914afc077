// SPDX-License-Identifier: MIT

/// The tags of RIS (Research Information Systems, as EndNote and Zotero write it) beside BibTeX's fields.
enum RISTerms {
  /// BibTeX's type of a RIS type; others are `misc` and kept as `ris-ty`.
  static let types: [String: String] = [
    "JOUR": "article", "JFULL": "article", "EJOUR": "article", "MGZN": "article",
    "NEWS": "article", "ABST": "article", "CONF": "inproceedings", "CPAPER": "inproceedings",
    "CHAP": "incollection", "ECHAP": "incollection", "ENCYC": "inreference", "BOOK": "book",
    "EBOOK": "book", "EDBOOK": "book", "THES": "phdthesis", "RPRT": "techreport",
    "GOVDOC": "techreport", "ELEC": "online", "WEB": "online", "BLOG": "online",
    "UNPB": "unpublished", "MANSCPT": "unpublished", "INPR": "unpublished", "DATA": "dataset",
    "AGGR": "dataset", "DBASE": "dataset", "COMP": "software", "PAT": "patent", "PAMP": "booklet",
    "GEN": "misc",
  ]

  /// RIS's type of a BibTeX type; others are `GEN`.
  static let typesBack: [String: String] = [
    "article": "JOUR", "periodical": "JOUR", "inproceedings": "CPAPER", "conference": "CPAPER",
    "suppperiodical": "JOUR", "review": "JOUR", "incollection": "CHAP", "inbook": "CHAP",
    "bookinbook": "CHAP", "suppbook": "CHAP", "suppcollection": "CHAP", "inreference": "ENCYC",
    "book": "BOOK", "mvbook": "BOOK", "manual": "BOOK", "reference": "BOOK",
    "mvreference": "BOOK", "commentary": "BOOK", "proceedings": "CONF", "mvproceedings": "CONF",
    "collection": "EDBOOK", "mvcollection": "EDBOOK", "phdthesis": "THES", "mastersthesis": "THES",
    "thesis": "THES", "techreport": "RPRT", "report": "RPRT", "online": "ELEC", "www": "ELEC",
    "electronic": "ELEC", "unpublished": "UNPB", "dataset": "DATA", "data": "DATA",
    "software": "COMP", "patent": "PAT", "booklet": "PAMP", "artwork": "ART", "image": "FIGURE",
    "audio": "SOUND", "music": "MUSIC", "movie": "MPCT", "video": "VIDEO",
    "jurisdiction": "CASE", "legislation": "STAT", "letter": "PCOMM", "standard": "STAND",
  ]

  /// Tags whose values are plain texts, in the order they are written.
  static let texts: [(tag: String, bibtex: String)] = [
    ("T3", "series"), ("VL", "volume"), ("IS", "number"), ("ET", "edition"), ("CY", "address"),
    ("SE", "chapter"), ("C7", "eid"), ("M3", "type"), ("ST", "shorttitle"), ("LA", "language"),
    ("AB", "abstract"), ("N1", "note"), ("RN", "annote"), ("AN", "accessionnumber"),
    ("DB", "database"), ("DP", "source"), ("CN", "call-number"), ("J2", "shortjournal"),
  ]

  /// Tags that some programs write for others.
  static let synonyms: [String: String] = [
    "T1": "TI", "CT": "TI", "A1": "AU", "Y1": "PY", "N2": "AB", "JF": "JO", "BT": "T2",
    "UN": "UR", "ED": "A2", "CP": "IS", "JA": "J2", "M1": "IS",
  ]
}
