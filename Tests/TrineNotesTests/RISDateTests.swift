// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Dates of RIS")
struct RISDateTests {
  @Test(
    "give year, month and day, and come back as they are where they are not those of publication",
    arguments: [
      (["PY  - 2019", "DA  - 2019/12/07"], "2019 dec 7", "2019/12/07/"),
      (["PY  - 2019", "DA  - 2018/12/07"], "2019", "2018/12/07"),
      (["PY  - 2019", "DA  - 2018/05"], "2019", "2018/05"),
      (["PY  - 2019", "DA  - Aug 30"], "2019 aug 30", "2019/08/30/"),
      (["PY  - 2019", "DA  - 2019 August 30"], "2019 aug 30", "2019/08/30/"),
      (["DA  - 30 August 2019"], "2019 aug 30", "2019/08/30/"),
      (["DA  - September, 2019"], "2019 sep", "2019/09//"),
      (["PY  - 2019", "DA  - Spring 2019"], "2019", "Spring 2019"),
      (["PY  - 2019", "DA  - Aug-Sep"], "2019", "Aug-Sep"),
      (["PY  - 2019", "DA  - 2019/13/40"], "2019", "2019/13/40"),
      (["PY  - 2016", "DA  - 2016/06//summer"], "2016 jun", "2016/06//summer"),
      (["PY  - 2016/06/02"], "2016 jun 2", "2016/06/02/"), (["PY  - in press"], "in press", nil),
      (["PY  - 2016", "DA  - 2016"], "2016", nil),
      (["DA  - 2016-06-02"], "2016 jun 2", "2016/06/02/"),
      (["DA  - Aug 30"], "", "Aug 30"),
    ] as [([String], String, String?)]
  )
  func dates(lines: [String], date: String, written: String?) throws {
    let record = "TY  - JOUR\nID  - a\nTI  - T\n\(lines.joined(separator: "\n"))\nER  - \n"
    let note = try #require(try importedNotes(record, .ris).first)
    let entry = BibTeXWriter.entry(note)
    let parts = ["year", "month", "day"].compactMap { entry[$0] }
    #expect(parts.joined(separator: " ") == date)
    let again = RISWriter.text([note]).split(separator: "\n").first { $0.hasPrefix("DA") }
    #expect(again.map { String($0.dropFirst(6)) } == written)
  }
}
