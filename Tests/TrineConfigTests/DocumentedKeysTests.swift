// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore

/// What docs/formats.md shows of an experiment is one.
struct DocumentedKeysTests {
  @Test("the documented experiment can be read, in every mode", arguments: RunPlan.Mode.allCases)
  func readable(mode: RunPlan.Mode) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/formats.md"), encoding: .utf8)
    let section = try #require(page.split(separator: "\n## An experiment\n").last)
    let end = section.firstRange(of: "\n## ")?.lowerBound ?? section.endIndex
    let blocks = section[..<end].split(separator: "```").filter { $0.hasPrefix("yaml\n") }
    let text = blocks.map { $0.dropFirst("yaml\n".count) }.joined()
    try #require(blocks.count == 4)
    let isParallel = mode == .sync || mode == .async
    let plans = try ExperimentReader.plans(
      file: "x.yaml",
      text: text,
      overrides: ["mode=\(mode.rawValue)", "~sync.topShare"]
        + (isParallel ? ["grid=null"] : ["ranks=4", "grid={data: 2, \(mode.rawValue): 2}"])
        + ["~faults.delay.every"]
    )
    #expect(plans.map(\.mode) == [mode, mode, mode])
    #expect(plans[0].claims?.count == 2)
  }
}
