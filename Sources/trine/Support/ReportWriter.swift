// SPDX-License-Identifier: MIT
import TrineCore

struct ReportWriter {
  let open: OpenWorkspace
  let isOverwriting: Bool
  func write(_ week: Week) throws -> String { "" }
}
