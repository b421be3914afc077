// SPDX-License-Identifier: MIT

import TrineCore

/// Reads the key `claims`, which says what an experiment's runs tell about claims of papers.
enum ClaimsReader {
  /// The claims of an experiment; `nil` without any.
  ///
  /// They are of the experiment, not of one run, so that they are read once, from the mapping of any
  /// of its runs.
  static func claims(in root: ConfigNode, problems: Problems) -> [ClaimTest]? {
    guard let node = root.node(at: "claims"), !node.isNull else { return nil }
    guard let elements = node.elements else {
      problems.add(.claimsAreNoList(node))
      return nil
    }
    let probe = ConfigProbe(root: root, file: problems.file)
    let claims = elements.compactMap { element in
      ClaimTest(
        reading: SectionReader(element: element, of: "claims", schema: .claim, problems: problems),
        probe: probe
      )
    }
    return claims.isEmpty ? nil : claims
  }
}

extension Schema {
  /// One element of `claims`, in the order in which Trine writes its keys.
  static let claim = Schema(
    "",
    values("claim", "metric", "at", "better", "where", "beats", "margin") + [
      Schema("equals", values("value", "tolerance"))
    ] + values("confidence")
  )
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func claimsAreNoList(_ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'claims' is \(node.found); it must be a list of claims",
      fix: "begin each with a dash, as in '- claim: chen2016revisiting#sync-more-accurate'"
    )
  }

  /// A claim cannot be another one in another run.
  static func sweepsClaims(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "'claims' cannot be swept: they are of the whole experiment",
      fix: "write them beside 'sweep', all in one list"
    )
  }
}
