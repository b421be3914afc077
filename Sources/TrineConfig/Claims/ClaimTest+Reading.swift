// SPDX-License-Identifier: MIT

import TrineCore

extension ClaimTest {
  /// Reads one element of `claims`; `nil` when it has a problem, which is noted.
  init?(reading reader: SectionReader, probe: ConfigProbe) {
    guard reader.isMapping else { return nil }
    reader.require("claim", example: "claim: chen2016revisiting#sync-more-accurate")
    reader.require("metric", example: "metric: test/accuracy")
    let claim = Self.reference(reader)
    let metric = Self.metric(reader)
    let expectation = ExpectationReader(reader: reader, probe: probe)
    let sides = expectation.read()
    let point = reader.choice("at", default: Point.last)
    let better = reader.choice("better", default: Better(metric: metric ?? ""))
    let confidence = reader.number("confidence", default: Self.usualConfidence, .fraction)
    guard let claim, let metric, let sides else { return nil }
    self.init(
      claim: claim,
      metric: metric,
      point: point,
      better: better,
      selection: sides.selection,
      expectation: sides.expectation,
      confidence: confidence
    )
  }

  private static func reference(_ reader: SectionReader) -> ClaimReference? {
    reader.value("claim", default: nil) { node throws(ValueProblem) in
      guard let reference = ClaimReference(try node.text()) else {
        throw ValueProblem(
          must: "a citation key, # and the claim's id in that paper's note",
          fix: "write it as chen2016revisiting#sync-more-accurate"
        )
      }
      return reference
    }
  }

  private static func metric(_ reader: SectionReader) -> String? {
    reader.value("metric", default: nil) { node throws(ValueProblem) in
      let text = try node.text()
      guard !text.contains(where: \.isWhitespace) else {
        throw ValueProblem(must: "the name of one metric, such as test/accuracy")
      }
      return text
    }
  }
}

/// Reads the selected runs of a claim, and what is expected of them.
private struct ExpectationReader {
  let reader: SectionReader
  let probe: ConfigProbe

  /// Both; `nil` when there is a problem, which is noted.
  func read() -> (selection: ConfigSelection, expectation: ClaimTest.Expectation)? {
    let values = values(of: "where")
    let selection = values.flatMap { probe.selection($0, problems: reader.problems) }
    let given = ["beats", "equals"].filter(reader.isGiven)
    guard given.count == 1 else {
      reader.problems.add(.notOneExpectation(given.count, at: reader.location))
      return nil
    }
    let expectation = given == ["beats"] ? beats(values, selection) : equals()
    guard let selection, let expectation else { return nil }
    return (selection, expectation)
  }

  private func beats(
    _ selected: [SelectedValue]?,
    _ selection: ConfigSelection?
  ) -> ClaimTest.Expectation? {
    let margin = reader.number("margin", default: 0, .finite)
    guard let others = values(of: "beats"), let selected, let entry = reader.entry("beats") else {
      return nil
    }
    guard !others.isEmpty else {
      reader.problems.add(.beatsNothing(entry.value))
      return nil
    }
    let strangers = others.filter { other in !selected.contains { $0.overlaps(other) } }
    for stranger in strangers { reader.problems.add(.notSelected(stranger)) }
    guard strangers.isEmpty, let difference = difference(others, beside: selected), let selection
    else { return nil }
    guard selection.overridden(by: difference) != selection else {
      reader.problems.add(.beatsItself(at: entry.value.location))
      return nil
    }
    return .beats(difference, margin: margin)
  }

  /// The values of `beats`, read beside those of `where`, on which theirs may depend.
  private func difference(
    _ others: [SelectedValue],
    beside selected: [SelectedValue]
  ) -> ConfigSelection? {
    let isOfOtherMode = others.contains { $0.key == "mode" }
    let kept = selected.filter { own in
      !others.contains { $0.overlaps(own) }
        && !(isOfOtherMode && RunPlan.Mode(rawValue: own.key.parts[0]) != nil)
    }
    let read = probe.selection(kept + others, problems: reader.problems)
    let names = Set(others.map(\.key.description))
    return read.map { ConfigSelection($0.values.filter { names.contains($0.key) }) }
  }

  private func equals() -> ClaimTest.Expectation? {
    let section = reader.section("equals")
    section.require("value", example: "value: 0.88")
    section.require("tolerance", example: "tolerance: 0.01")
    if let margin = reader.entry("margin") {
      reader.problems.add(.marginWithoutBeats(margin))
    }
    return .equals(
      section.number("value", default: nil, .finite),
      tolerance: section.number("tolerance", default: nil, .notNegative)
    )
  }

  private func values(of name: String) -> [SelectedValue]? {
    guard reader.isGiven(name), let entry = reader.entry(name) else { return [] }
    return SelectionReader.values(entry.value, of: reader.full(name), problems: reader.problems)
  }
}

extension NumberLimits {
  /// Any number at all.
  fileprivate static let finite = NumberLimits(must: "a number") { $0.isFinite }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notOneExpectation(_ count: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "a claim is tested by 'beats' or by 'equals'; this one has \(count == 0 ? "neither" : "both")",
      fix: count == 0
        ? "add beats: {mode: async}, or equals: {value: 0.88, tolerance: 0.01}"
        : "keep one of them; a claim may stand in the list twice"
    )
  }

  fileprivate static func beatsNothing(_ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'claims.beats' has no key, so that there is nothing to beat",
      fix: "write what is different about the other runs, such as {mode: async}"
    )
  }

  fileprivate static func notSelected(_ stranger: SelectedValue) -> Diagnostic {
    Diagnostic(
      at: stranger.location,
      "'claims.beats' has \(stranger.key), which 'claims.where' has not: the runs that are to be "
        + "better could be among those they are compared with",
      fix: "give \(stranger.key) a value in 'where', too"
    )
  }

  fileprivate static func beatsItself(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "'claims.beats' has the values of 'claims.where', so that runs would be compared with "
        + "themselves",
      fix: "give one of its keys another value"
    )
  }

  fileprivate static func marginWithoutBeats(_ entry: ConfigEntry) -> Diagnostic {
    Diagnostic(
      at: entry.location,
      "'claims.margin' belongs to 'beats', not to 'equals'",
      fix: "delete it; how far a value may be off is the 'tolerance' of 'equals'"
    )
  }
}
