// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCheck
import TrineClaims
import TrineCore
import TrineStatistics

extension UnknownMetric {
  /// The metrics of all tests of claims that none of the runs they are about has.
  /// - Parameters:
  ///   - open: The workspace.
  ///   - links: Its links, which tell where experiments name claims.
  /// - Returns: a metric for each such test.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  static func all(in open: OpenWorkspace, links: [CheckedLink]) throws -> [UnknownMetric] {
    let book = try ClaimBook(open.workspace, catalog: open.catalog)
    let files = try Dictionary(
      open.catalog.pages(.experiment).map { ($0.name, $0.file) },
      uniquingKeysWith: { first, _ in first }
    )
    return book.entries.flatMap { entry in
      entry.tests.compactMap { test in
        let known = test.finding.metricsInstead
        guard !known.isEmpty, let file = files[test.experiment] else { return nil }
        let link = links.first {
          $0.location.file == file && $0.heading == entry.reference.id
            && $0.target == .note("\(entry.reference.paper)")
        }
        return UnknownMetric(
          test.finding.test.metric,
          of: test.experiment,
          at: link?.location ?? SourceLocation(file: file, line: 1),
          known: known
        )
      }
    }
  }
}
