// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Numbers with units, read where experiments have them.
struct QuantityTests {
  @Test(
    "durations have units",
    arguments: [
      ("50 ns", 5e-8), ("50us", 5e-5), ("50 µs", 5e-5), ("1.5 ms", 0.0015), ("30 s", 30.0),
      ("2 min", 120), ("1e3 s", 1000), ("'7 s'", 7),
    ]
  )
  func durations(text: String, seconds: Double) throws {
    #expect(try plans("stallAfter: \(text)\n" + spirals).map(\.stallAfter) == [seconds])
  }

  @Test(
    "rates have units",
    arguments: [
      ("1 B/s", 1.0), ("1 kB/s", 1e3), ("1 KB/s", 1e3), ("2.5 MB/s", 2.5e6), ("1 GB/s", 1e9),
      ("1 KiB/s", 1024), ("1 MiB/s", 1_048_576), ("1 GiB/s", 1_073_741_824), ("10 Gbit/s", 1.25e9),
      ("100 Mbit/s", 1.25e7),
    ]
  )
  func rates(text: String, bytes: Double) throws {
    let plan = try plans("wire: {latency: 0 s, bandwidth: \(text)}\n" + spirals)[0]
    #expect(plan.wire == WirePlan(latency: 0, bandwidth: bytes))
  }

  @Test(
    "sizes are whole bytes",
    arguments: [("1 MB", 1_000_000), ("64 KiB", 65_536), ("1.5 kB", 1500), ("9B", 9)]
  )
  func sizes(text: String, bytes: Int) throws {
    #expect(try plans("sync: {bucket: \(text)}\n" + spirals).map(\.sync?.bucket) == [bytes])
  }

  @Test(
    "what is no quantity is refused with the units",
    arguments: [
      (
        "stallAfter: 30",
        "13: 'stallAfter' is 30; it must be a duration with its unit, such as 50 us",
        "write its unit behind it: ns, us, ms, s, min"
      ),
      (
        "stallAfter: 30 sec",
        "13: 'stallAfter' is '30 sec'; it must be a duration with its unit, such as 50 us",
        "the units are ns, us, ms, s, min"
      ),
      (
        "stallAfter: 0 s", "13: 'stallAfter' is '0 s'; it must be more than 0",
        "give it such a value, or leave it out for the default (30 s)"
      ),
      (
        "stallAfter: 1e308 min",
        "13: 'stallAfter' is '1e308 min'; it must be a number that a Double can hold",
        "give it such a value, or leave it out for the default (30 s)"
      ),
      (
        "sync: {bucket: big}",
        "16: 'sync.bucket' is 'big'; it must be a size with its unit, such as 1 MB",
        "the units are B, kB, MB, GB, KiB, MiB, GiB"
      ),
      (
        "sync: {bucket: 0.5 B}", "16: 'sync.bucket' is '0.5 B'; it must be a whole number of bytes",
        "give it such a value, or leave it out for the default (none)"
      ),
      (
        "wire: {latency: 1 ms, bandwidth: 1 GB}",
        "34: 'wire.bandwidth' is '1 GB'; it must be a rate with its unit, such as 1 GB/s",
        "the units are B/s, kB/s, MB/s, GB/s, KiB/s, MiB/s, GiB/s, Mbit/s, Gbit/s"
      ),
      (
        "wire: {latency: -1 ms, bandwidth: 1 GB/s}",
        "17: 'wire.latency' is '-1 ms'; it must be 0 or more", "give it such a value"
      ),
      (
        "wire: {latency: 1 ms}", "7: 'wire.bandwidth' is missing",
        "add it, such as bandwidth: 1 GB/s"
      ),
    ]
  )
  func problems(line: String, problem: String, fix: String) {
    #expect(reports(line + "\n" + spirals) == ["x.yaml:1:\(problem)\n  fix: \(fix)"])
  }

  @Test("no wire may be said with null")
  func null() throws {
    #expect(try plans("wire: null\nfaults: ~\n" + spirals)[0].wire == nil)
  }

  @Test(
    "quantities are written short, with a unit",
    arguments: [
      (5e-5, "50 us"), (0.0015, "1.5 ms"), (1.5, "1.5 s"), (1e-300, "1e-300 s"), (120, "2 min"),
      (90, "90 s"), (0.1, "100 ms"),
    ]
  )
  func written(seconds: Double, text: String) throws {
    var plan = try plans(spirals)[0]
    plan.stallAfter = seconds
    #expect(PlanYAML.text(plan).contains("stallAfter: \(text)\n"))
  }
}
