// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Each problem of a claim with its whole message.
struct ClaimsProblemTests {
  private static let equals = "equals: {value: 1, tolerance: 0}"

  private static func claim(_ rest: String) -> String {
    "claims:\n  - claim: a2020b#c\n    metric: m\n    \(rest)\n" + spirals
  }

  @Test(
    "a value that cannot be is reported where it stands",
    arguments: [
      (
        "confidence: 1\n    \(equals)",
        "4:17: 'claims.confidence' is 1; it must be more than 0 and less than 1"
          + "\n  fix: give it such a value, or leave it out for the default (0.95)"
      ),
      (
        "equals: {value: 1, tolerance: -1}",
        "4:35: 'claims.equals.tolerance' is -1; it must be 0 or more\n  fix: give it such a value"
      ),
      (
        "at: lsat\n    \(equals)",
        "4:9: 'claims.at' is 'lsat'; it must be one of last, best\n  fix: did you mean 'last'?"
      ),
      (
        "better: more\n    \(equals)",
        "4:13: 'claims.better' is 'more'; it must be one of higher, lower"
          + "\n  fix: give it such a value, or leave it out for the default (higher)"
      ),
      (
        "where: {mode: synk}\n    \(equals)",
        "4:19: 'mode' is 'synk'; it must be one of sync, async, tensor, pipeline"
          + "\n  fix: did you mean 'sync'?"
      ),
      (
        "where: {train.batch: lots}\n    \(equals)",
        "4:26: 'train.batch' is 'lots'; it must be a whole number\n  fix: give it such a value"
      ),
      (
        "where: {train: {optimizer: {beta1: 2}}}\n    \(equals)",
        "4:40: 'train.optimizer.beta1' is 2; it must be 0 or more and less than 1"
          + "\n  fix: give it such a value"
      ),
      (
        "where: {stallAfter: 30}\n    \(equals)",
        "4:25: 'stallAfter' is 30; it must be a duration with its unit, such as 50 us"
          + "\n  fix: write its unit behind it: ns, us, ms, s, min"
      ),
      (
        "where: {ranks: null}\n    \(equals)",
        "4:20: 'ranks' is 'null'; it must be a whole number\n  fix: give it such a value"
      ),
      (
        "where: {mode: sync}\n    beats: {mode: asinc}",
        "5:19: 'mode' is 'asinc'; it must be one of sync, async, tensor, pipeline"
          + "\n  fix: did you mean 'async'?"
      ),
    ]
  )
  func wrongValue(rest: String, message: String) {
    #expect(reports(Self.claim(rest)) == ["x.yaml:\(message)"])
  }

  @Test(
    "a key that is none is reported with the nearest",
    arguments: [
      (
        "metrik: m\n    \(equals)",
        "4:5: unknown key 'claims.metrik'\n  fix: did you mean 'claims.metric'?"
      ),
      (
        "tolerance: 1\n    \(equals)",
        "4:5: unknown key 'claims.tolerance'"
          + "\n  fix: it belongs inside its section, as 'equals.tolerance'"
      ),
      (
        "where: {train: {bach: 64}}\n    \(equals)",
        "4:21: unknown key 'train.bach'\n  fix: did you mean 'train.batch'?"
      ),
      (
        "where: {batch: 64}\n    \(equals)",
        "4:13: unknown key 'batch'\n  fix: it belongs inside its section, as 'train.batch'"
      ),
      (
        "where: {mode: sync}\n    beats: {mod: async}",
        "5:13: unknown key 'mod'\n  fix: did you mean 'mode'?"
      ),
      (
        "where: {mode.x: 1}\n    \(equals)",
        "4:13: 'mode' is a single value; it has no keys of its own\n  fix: give 'mode' the whole value"
      ),
    ]
  )
  func unknownKey(rest: String, message: String) {
    #expect(reports(Self.claim(rest)) == ["x.yaml:\(message)"])
  }

  @Test(
    "what does not go together is reported",
    arguments: [
      (
        "at: last",
        "2:5: a claim is tested by 'beats' or by 'equals'; this one has neither"
          + "\n  fix: add beats: {mode: async}, or equals: {value: 0.88, tolerance: 0.01}"
      ),
      (
        "where: {mode: sync}\n    beats: {mode: async}\n    \(equals)",
        "2:5: a claim is tested by 'beats' or by 'equals'; this one has both"
          + "\n  fix: keep one of them; a claim may stand in the list twice"
      ),
      (
        "margin: 1\n    \(equals)",
        "4:5: 'claims.margin' belongs to 'beats', not to 'equals'"
          + "\n  fix: delete it; how far a value may be off is the 'tolerance' of 'equals'"
      ),
      (
        "beats: {mode: async}",
        "4:13: 'claims.beats' has mode, which 'claims.where' has not: the runs that are to be better "
          + "could be among those they are compared with"
          + "\n  fix: give mode a value in 'where', too"
      ),
      (
        "where: {mode: sync}\n    beats: {}",
        "5:12: 'claims.beats' has no key, so that there is nothing to beat"
          + "\n  fix: write what is different about the other runs, such as {mode: async}"
      ),
      (
        "where: {train.batch: 100}\n    beats: {train.batch: 1e2}",
        "5:12: 'claims.beats' has the values of 'claims.where', so that runs would be compared with "
          + "themselves\n  fix: give one of its keys another value"
      ),
      (
        "where: {seed: 3}\n    \(equals)",
        "4:13: 'claims.where' has a seed, and a single seed decides nothing: the runs of a group "
          + "differ by theirs\n  fix: leave it out, and sweep the seed"
      ),
      (
        "where: {name: x}\n    \(equals)",
        "4:13: 'claims.where' has 'name', which says what runs are about, not how they are run"
          + "\n  fix: select runs by other keys, such as mode or train.batch"
      ),
      (
        "where: sync\n    \(equals)",
        "4:12: 'claims.where' is 'sync'; it must give values to keys of the experiment"
          + "\n  fix: write it as {mode: sync} or {train.batch: 64}"
      ),
      (
        "where: {train: {batch: 1}, train.batch: 2}\n    \(equals)",
        "4:32: 'train.batch' is given twice; the first one is on line 4\n  fix: keep one of them"
      ),
      (
        "equals: {value: 1}",
        "4:13: 'claims.equals.tolerance' is missing\n  fix: add it, such as tolerance: 0.01"
      ),
    ]
  )
  func contradiction(rest: String, message: String) {
    #expect(reports(Self.claim(rest)) == ["x.yaml:\(message)"])
  }

  @Test(
    "what names no claim is reported",
    arguments: [
      "chen2016", "chen2016#", "#x", "a2020b#c d", "a2020b#c#d", "a2020b#-x", "é#x", "a#é",
    ]
  )
  func noReference(text: String) {
    let claims = "claims: [{claim: '\(text)', metric: m, \(Self.equals)}]\n"
    #expect(
      reports(claims + spirals) == [
        "x.yaml:1:18: 'claims.claim' is \"\(text)\"; it must be a citation key, # and the claim's id "
          + "in that paper's note\n  fix: write it as chen2016revisiting#sync-more-accurate"
      ]
    )
  }

  @Test("claims that are no list, or no mappings, are reported")
  func shapes() {
    #expect(
      reports("claims: {claim: a2020b#c}\n" + spirals) == [
        "x.yaml:1:9: 'claims' is a mapping; it must be a list of claims"
          + "\n  fix: begin each with a dash, as in '- claim: chen2016revisiting#sync-more-accurate'"
      ]
    )
    #expect(
      reports("claims: [a2020b#c]\n" + spirals) == [
        "x.yaml:1:10: 'claims' is 'a2020b#c'; it must be a mapping of keys to values"
          + "\n  fix: write it with its keys: claim, metric, at, better, where, beats, margin, equals, "
          + "confidence"
      ]
    )
    #expect(
      reports("sweep: {claims: [[]]}\n" + spirals) == [
        "x.yaml:1:9: 'claims' cannot be swept: they are of the whole experiment"
          + "\n  fix: write them beside 'sweep', all in one list"
      ]
    )
  }

  @Test("what is missing is asked for, and all problems come at once, each once, in a sweep too")
  func everyProblem() {
    let text = "sweep: {seed: [1, 2]}\nclaims:\n  - {at: first, \(Self.equals)}\n  - {claim: x}\n"
    #expect(
      reports(text + spirals).map { $0.split(separator: "\n")[0] } == [
        "x.yaml:3:5: 'claims.claim' is missing", "x.yaml:3:5: 'claims.metric' is missing",
        "x.yaml:3:10: 'claims.at' is 'first'; it must be one of last, best",
        "x.yaml:4:5: 'claims.metric' is missing",
        "x.yaml:4:5: a claim is tested by 'beats' or by 'equals'; this one has neither",
        "x.yaml:4:13: 'claims.claim' is 'x'; it must be a citation key, # and the claim's id in that "
          + "paper's note",
      ]
    )
  }
}
