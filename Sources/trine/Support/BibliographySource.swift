// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineNotes

/// Files, or standard input, as bibliographies.
struct BibliographySource {
  private static let kind = FileKind("bibliography", suffixes: [".bib", ".json", ".ris"])
  private var reader = BibliographyReader()

  /// Reads a file, in the form its name tells, else in the one given; `-` is standard input.
  mutating func read(_ path: String, from given: BibliographyFormat?) throws -> Bibliography {
    guard let form = BibliographyFormat(file: path) ?? given else {
      throw Diagnostic.unknownForm(Self.name(path))
    }
    return try read(path, as: form)
  }

  private mutating func read(_ path: String, as form: BibliographyFormat) throws -> Bibliography {
    do throws(SystemError) {
      let bytes = try FileBytes.read(path == "-" ? "/dev/stdin" : path)
      return reader.read(bytes, form, file: Self.name(path))
    } catch {
      throw Diagnostic.cannotRead(path, error, kind: Self.kind, as: Self.name(path))
    }
  }

  private static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// The entries of a .bib file in which nothing is wrong.
  static func soundEntries(_ path: String) throws -> [BibTeXEntry] {
    var source = BibliographySource()
    let bibliography = try source.read(path, as: .bibtex)
    for warning in bibliography.warnings { Console.note("Warning: \(warning)") }
    if let problem = bibliography.problems.first { throw problem }
    guard !bibliography.entries.isEmpty else { throw Diagnostic.noEntries(path) }
    return bibliography.entries
  }
}

extension Diagnostic {
  /// A bibliography with nothing in it.
  static func noEntries(_ path: String) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: path == "-" ? "standard input" : path),
      "no paper was found",
      fix: "an entry of BibTeX begins with '@article{key,' or its like"
    )
  }

  fileprivate static func unknownForm(_ name: String) -> Diagnostic {
    Diagnostic(
      .usage,
      at: SourceLocation(file: name),
      "the name does not tell its form",
      fix: "say it: --from bibtex, --from csl-json or --from ris"
    )
  }
}
