// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore

@Suite("Many processes", .serialized)
struct ManyProcessesTests {
  @Test("open a fresh catalog at once and write to it, and all succeed", arguments: 1...4)
  func freshCatalog(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.catalog
    await withTaskGroup { group in
      for number in 1...8 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, number = number as Int] in
            try meet(8, as: number, nextTo: path)
            try Catalog.open(at: path).save(sampleRun("process-\(number)", 1))
            try Catalog.open(at: path).save(sampleRun("process-\(number)", 2))
          }
        }
      }
    }
    #expect(try Catalog.open(at: path).runs().count == 16)
  }
}

/// Waits until `count` processes have come here, so that none has a head start.
private func meet(_ count: Int, as number: Int, nextTo path: String) throws {
  let place = URL(filePath: path).deletingLastPathComponent().deletingLastPathComponent()
  try Data().write(to: place.appending(path: "process-\(number)"))
  for _ in 0..<20_000 {
    let here = try FileManager.default.contentsOfDirectory(atPath: place.path)
    if here.count(where: { $0.hasPrefix("process-") }) == count { return }
    usleep(1000)
  }
}
