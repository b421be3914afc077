// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore

/// What docs/formats.md shows of an experiment is one.
struct DocumentedKeysTests {
  /// The YAML of the page's part about experiments.
  private static func blocks() throws -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/formats.md"), encoding: .utf8)
    let section = try #require(page.split(separator: "\n## An experiment\n").last)
    let end = section.firstRange(of: "\n## ")?.lowerBound ?? section.endIndex
    return section[..<end].split(separator: "```").filter { $0.hasPrefix("yaml\n") }
      .map { String($0.dropFirst("yaml\n".count)) }
  }

  @Test("the documented defaults are those of an experiment that says nothing")
  func defaults() throws {
    let plan = try #require(
      plans("name: x\ndata: {format: synthetic, kind: spirals}\nmodel: {layers: [2, 16, 2]}").first
    )
    let documented = try Self.blocks()[1]
    #expect(documented == PlanYAML.text(plan))
  }

  @Test("the documented experiment can be read, in every mode", arguments: RunPlan.Mode.allCases)
  func readable(mode: RunPlan.Mode) throws {
    let blocks = try Self.blocks()
    try #require(blocks.count == 5)
    // The second one is what the first is without its values.
    let text = (blocks[..<1] + blocks[2...]).joined()
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
