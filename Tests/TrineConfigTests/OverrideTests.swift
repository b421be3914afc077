// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Hydra's grammar on the command line.
struct OverrideTests {
  private let text = "seed: 4\ntrain: {batch: 32}\n" + spirals + "sweep: {threads: [1, 2]}\n"

  @Test("key=value sets a key, whether the file has it or not")
  func sets() throws {
    let changed = try plans(text, "seed=9", "train.optimizer.momentum=5e-1", "threads=3", "name=é")
    #expect(changed.map(\.seed) == [9])
    #expect(changed.map(\.train.batch) == [32])
    #expect(changed.map(\.train.optimizer.momentum) == [0.5])
    #expect(changed.map(\.threads) == [3])
    #expect(changed.map(\.name) == ["é"])
  }

  @Test("key=a,b sweeps; commas in brackets and quotes do not split")
  func sweeps() throws {
    let swept = try plans(spirals, "model.layers=[2,8,2],[2, 16, 2]", "question=\"a, b\",it's c=d")
    #expect(swept.map(\.model.layers) == [[2, 8, 2], [2, 8, 2], [2, 16, 2], [2, 16, 2]])
    #expect(swept.map(\.question) == ["a, b", "it's c=d", "a, b", "it's c=d"])
    let sections = try plans(spirals, "data={format: synthetic, kind: blobs, noise: 2}")
    #expect(sections.map(\.data.noise) == [2])
  }

  @Test("an override wins over a sweep of the file, and a later one over an earlier")
  func precedence() throws {
    #expect(try plans(text, "threads=7").map(\.threads) == [7])
    #expect(try plans(text, "seed=1,2", "seed=3").map(\.seed) == [3, 3])
    #expect(try plans(text, "train.epochs=3", "train={batch: 8}").map(\.train.epochs) == [10, 10])
    #expect(try plans(text, "train={batch: 8}", "train.epochs=3").map(\.train.batch) == [8, 8])
    let swept = spirals + "sweep: {train: [{batch: 4}, {batch: 5}]}"
    #expect(try plans(swept, "train.batch=9").map(\.train.batch) == [9, 9])
  }

  @Test("a sweep of a swept key replaces it and keeps its turn")
  func replacesSweep() throws {
    let swept = try plans(spirals + "sweep: {seed: [1, 2], threads: [1, 2]}", "seed=5,6,7")
    #expect(swept.map(\.seed) == [5, 5, 6, 6, 7, 7])
    #expect(swept.map(\.threads) == [1, 2, 1, 2, 1, 2])
  }

  @Test("~key takes a key back to its default, ~sweep takes the file's sweep away")
  func deletes() throws {
    #expect(try plans(text, "~seed", "~threads").map(\.seed) == [1])
    #expect(try plans(text, "~train", "~threads").map(\.train) == [TrainPlan()])
    #expect(
      try plans(text, "~sweep", "seed=1,2").map { [$0.seed, $0.threads] } == [[1, nil], [2, nil]]
    )
    #expect(
      try plans(text, "~threads", "~ranks", "~train", "train.batch=5").map(\.train.batch) == [5]
    )
    #expect(
      reports(text, "~threads", "~data") == [
        "x.yaml:1:1: 'data' is missing\n  fix: add it, such as data: {format: synthetic, kind: spirals}"
      ]
    )
  }

  @Test("a key inside a section that is null makes the section")
  func insideNull() throws {
    let text = "ranks: 2\nfaults: {delay: null, kill: null}\ntrain: {earlyStopping: ~}\n" + spirals
    #expect(try plans(text).map(\.faults) == [nil])
    #expect(
      try plans(text, "faults.kill.rank=1", "faults.kill.step=9").map(\.faults?.kill)
        == [FaultsPlan.Kill(rank: 1, step: 9)]
    )
    #expect(
      try plans(text, "+train.earlyStopping.metric=train/loss").map(\.train.earlyStopping?.metric)
        == ["train/loss"]
    )
  }

  @Test("+key adds what the file does not have, ++key sets either way")
  func adds() throws {
    let added = try plans(text, "~threads", "+train.optimizer.weightDecay=1e-4", "++seed=8")
    #expect(added.map(\.train.optimizer.weightDecay) == [1e-4])
    #expect(added.map(\.seed) == [8])
    #expect(try plans(text, "~sweep", "~seed", "+seed=9").map(\.seed) == [9])
    #expect(
      reports(text, "+train.batch=3") == [
        "command line: '+train.batch=3': 'train.batch' has a value already (x.yaml:2:16); "
          + "'+' adds a key that has none\n  fix: leave the '+' out to change it"
      ]
    )
  }

  @Test(
    "a mistake on the command line is reported there, with the exit code of wrong usage",
    arguments: [
      ("train.batsh=1", "unknown key 'train.batsh'\n  fix: did you mean 'train.batch'?"),
      ("~train.batsh", "unknown key 'train.batsh'\n  fix: did you mean 'train.batch'?"),
      (
        "model.layers.0=3",
        "'model.layers' is a single value; it has no keys of its own\n  fix: give 'model.layers' the whole value"
      ),
      (
        "ranks=two",
        "'ranks' is 'two'; it must be a whole number\n  fix: give it such a value, or leave it out for the default (1)"
      ),
      (
        "ranks=0",
        "'ranks' is 0; a run needs at least one rank to do the work\n  fix: write ranks: 1 for a run in one process"
      ),
      (
        "seed",
        "this is not a change to the experiment\n  fix: write key=value, key=a,b to sweep, +key=value or ~key, such as train.batch=256"
      ),
      (
        "=3",
        "this is not a change to the experiment\n  fix: write key=value, key=a,b to sweep, +key=value or ~key, such as train.batch=256"
      ),
      (
        "seed=",
        "a value is missing\n  fix: write one on each side of every comma, or ~key for the default"
      ),
      (
        "seed=1,,2",
        "a value is missing\n  fix: write one on each side of every comma, or ~key for the default"
      ),
      (
        "seed=1,",
        "a value is missing\n  fix: write one on each side of every comma, or ~key for the default"
      ),
      (
        "model.layers=[2,8",
        "a bracket or a quote is not closed\n  fix: close it, and put the argument in quotes for the shell: 'model.layers=[2, 8, 2]'"
      ),
      (
        "question='x",
        "a bracket or a quote is not closed\n  fix: close it, and put the argument in quotes for the shell: 'model.layers=[2, 8, 2]'"
      ),
      (
        "model.layers=[2, @]",
        "a value cannot begin with '@'\n  fix: put the value in quotes"
      ),
      (
        "sweep={seed: [1]}",
        "'sweep' cannot be set here\n  fix: write key=a,b to sweep a key, or ~sweep to run without the file's sweep"
      ),
      (
        "~seed=3",
        "'~' takes a key back to its default and takes no value\n  fix: write '~seed' alone, or leave the '~' out"
      ),
    ]
  )
  func mistakes(argument: String, message: String) throws {
    #expect(reports(spirals, argument) == ["command line: '\(argument)': \(message)"])
    let problems = try #require(throws: Diagnostics.self) { try plans(spirals, argument) }
    #expect(problems.list.map(\.cause) == [.usage])
  }

  @Test("problems of the command line come after those of the file")
  func order() {
    let places = reports("threads: 0\n" + spirals, "seed=x", "ranks=y").map { $0.prefix(22) }
    #expect(
      places == ["x.yaml:1:10: 'threads'", "command line: 'seed=x'", "command line: 'ranks=y"]
    )
  }
}
