// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore

@Suite("A run's selector")
struct SelectorTests {
  private let catalog: Catalog

  init() throws {
    catalog = try Catalog.inMemory()
    for number in [1, 2, 10] { try catalog.save(sampleRun("sync", number)) }
    try catalog.save(sampleRun("a%b_c", 7, at: 20))
    try catalog.save(sampleRun("比較", 1, at: 30))
  }

  @Test(
    "means one run",
    arguments: [
      ("sync-1", "sync-1"), ("sync-10", "sync-10"), ("sync-2", "sync-2"), ("a%", "a%b_c-7"),
      ("a", "a%b_c-7"), ("比", "比較-1"), ("latest", "比較-1"), ("@1", "比較-1"),
      ("@2", "a%b_c-7"), ("@5", "sync-1"),
    ]
  )
  func meansOne(_ selector: String, _ id: String) throws {
    #expect(try catalog.run(matching: selector).id.description == id)
  }

  @Test("may be a unique id, whole or its beginning, in either case")
  func uid() throws {
    var run = sampleRun("sync", 2)
    run.uid = "0ZXW" + run.uid.dropFirst(4)
    try catalog.save(run)
    #expect(try catalog.run(matching: run.uid) == run)
    #expect(try catalog.run(matching: "0zxw") == run)
  }

  @Test(
    "that means no run says what is near",
    arguments: [
      ("snyc-2", "no run is called 'snyc-2'; did you mean 'sync-2'?", "`trine runs` lists them"),
      ("elsewhere", "no run is called 'elsewhere'", "`trine runs` lists them"),
      ("_", "no run is called '_'", "`trine runs` lists them"),
      ("", "no run is called ''", "`trine runs` lists them"),
      ("@6", "no run is '@6': there are only 5 runs", "`trine runs` lists them"),
      (
        "@0", "'@0' counts no run; after @ comes a number of 1 or more",
        "use @1 for the latest run, @2 for the one before it"
      ),
      (
        "@x", "'@x' counts no run; after @ comes a number of 1 or more",
        "use @1 for the latest run, @2 for the one before it"
      ),
      (
        "syn", "'syn' could be 3 runs: sync-10, sync-2, sync-1",
        "write more of the name, or `latest` or `@2` to count back"
      ),
    ]
  )
  func meansNone(_ selector: String, _ message: String, _ fix: String) {
    let error = #expect(throws: Diagnostic.self) { try catalog.run(matching: selector) }
    #expect(error == Diagnostic(.usage, message, fix: fix))
  }

  @Test("that many runs answer to lists ten of them")
  func manyCandidates() throws {
    for number in 1...12 { try catalog.save(sampleRun("many", number, at: 100)) }
    let error = #expect(throws: Diagnostic.self) { try catalog.run(matching: "many") }
    #expect(error?.message.hasPrefix("'many' could be 12 runs: many-12, many-11,") == true)
    #expect(error?.message.hasSuffix("many-3 and 2 more") == true)
  }

  @Test("in a workspace without runs says how to start one", arguments: ["latest", "@1", "sync-1"])
  func noRuns(_ selector: String) throws {
    let empty = try Catalog.inMemory()
    let error = #expect(throws: Diagnostic.self) { try empty.run(matching: selector) }
    #expect(error?.message == "no run is '\(selector)': there is no run yet")
    #expect(error?.fix == "start one with `trine run experiments/NAME.yaml`")
  }
}
