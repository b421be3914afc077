// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore

/// How a table is printed.
struct FormatOptions: ParsableArguments {
  /// The forms a table can take.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv
  }

  @Option(help: "How to print: table, json or csv.")
  var format: Format = .table

  /// Prints rows in the form asked for, and makes no other; `values` are what JSON shows of them.
  func print(
    _ table: @autoclosure () -> TextTable,
    json values: @autoclosure () -> some Encodable
  ) throws {
    switch format {
    case .table: Console.print(table().text)
    case .csv: Console.print(table().csv)
    case .json: Console.print(try JSONText.pretty(values()))
    }
  }
}
