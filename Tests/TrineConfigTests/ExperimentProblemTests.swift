// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Each problem with its whole message: the place, the value found, the fix.
struct ExperimentProblemTests {
  @Test("a misspelt key is reported with the nearest name")
  func unknownKey() {
    #expect(
      reports("rnaks: 4\n" + spirals) == [
        "x.yaml:1:1: unknown key 'rnaks'\n  fix: did you mean 'ranks'?"
      ]
    )
    #expect(
      reports("train:\n  optimizer: {momentun: 0.9}\n" + spirals) == [
        "x.yaml:2:15: unknown key 'train.optimizer.momentun'"
          + "\n  fix: did you mean 'train.optimizer.momentum'?"
      ]
    )
  }

  @Test("a key like no other is reported with those there are")
  func strangeKey() {
    #expect(
      reports(spirals + "launcher: {queue: long}\n") == [
        "x.yaml:3:12: unknown key 'launcher.queue'\n  fix: known keys are kind"
      ]
    )
  }

  @Test("a misspelt sweep is told as such in a file, and is among the keys there are")
  func sweep() {
    #expect(
      reports("swep: {seed: [1, 2]}\n" + spirals) == [
        "x.yaml:1:1: unknown key 'swep'\n  fix: did you mean 'sweep'?"
      ]
    )
    #expect(reports("zzzzzzzz: 1\n" + spirals).first?.hasSuffix(", claims, sweep") == true)
    #expect(reports(spirals, "swep=1").first?.contains("'sweep'") == false)
  }

  @Test("a key of another section is sent there")
  func misplacedKey() {
    #expect(
      reports("epochs: 3\ntrain.batch: 4\n" + spirals) == [
        "x.yaml:1:1: unknown key 'epochs'"
          + "\n  fix: it belongs inside its section, as 'train.epochs'",
        "x.yaml:2:1: unknown key 'train.batch'"
          + "\n  fix: in a file, write 'batch' inside its section",
      ]
    )
  }

  @Test("a key of several sections, or misspelt outside its own, is sent where it belongs")
  func misplacedKeys() {
    #expect(
      reports("schedule: cosine\naverageEvry: 3\n" + spirals) == [
        "x.yaml:1:1: unknown key 'schedule'\n  fix: it belongs inside its section, "
          + "as 'train.learningRate.schedule' or 'pipeline.schedule'",
        "x.yaml:2:1: unknown key 'averageEvry'\n  fix: did you mean 'sync.averageEvery'?",
      ]
    )
  }

  @Test(
    "options of later versions are not swallowed",
    arguments: ["hosts: []", "command: {program: x}"]
  )
  func laterOptions(line: String) {
    let key = line.prefix { $0 != ":" }
    #expect(
      reports("\(line)\n" + spirals).first?.hasPrefix("x.yaml:1:1: unknown key '\(key)'") == true
    )
  }

  @Test(
    "a wrong type is reported with the value found",
    arguments: [
      ("ranks: two", "1:8: 'ranks' is 'two'; it must be a whole number"),
      ("ranks: 1.5", "1:8: 'ranks' is 1.5; it must be a whole number"),
      ("ranks: [1]", "1:8: 'ranks' is a list; it must be a whole number"),
      ("ranks:", "1:7: 'ranks' is empty; it must be a whole number"),
      ("seed: {a: 1}", "1:7: 'seed' is a mapping; it must be a whole number"),
      ("question: [a]", "1:11: 'question' is a list; it must be a text"),
      ("question: ''", "1:11: 'question' is \"\"; it must be a text"),
      (
        "papers: chen2016revisiting",
        "1:9: 'papers' is 'chen2016revisiting'; it must be a list of citation keys"
      ),
      ("train: 3", "1:8: 'train' is 3; it must be a mapping of keys to values"),
      (
        "train: {learningRate: 0.1}",
        "1:23: 'train.learningRate' is 0.1; it must be a mapping of keys to values"
      ),
      (
        "train: {optimizer: {momentum: high}}",
        "1:31: 'train.optimizer.momentum' is 'high'; it must be a number"
      ),
      ("launcher: {kind: }", "1:18: 'launcher.kind' is empty; it must be local"),
      (
        "papers: [a, 'b c']",
        "1:13: 'papers' has a value that is \"b c\"; it must be a citation key such as chen2016revisiting"
      ),
    ]
  )
  func wrongType(line: String, message: String) {
    let found = reports("\(line)\n" + spirals).map { $0.split(separator: "\n")[0] }
    #expect(found == ["x.yaml:\(message)"])
  }

  @Test(
    "a number in another notation is refused with the decimal one",
    arguments: [
      ("0x10", "write it as 16"), ("0o17", "write it as 15"), ("0b11", "write it as 3"),
      ("1_000", "write it as 1000"), ("010", "write it as a plain decimal number"),
      (".inf", "write it as a plain decimal number"), ("\"8\"", "take the quotes away"),
    ]
  )
  func notDecimal(text: String, fix: String) {
    let shown = text.hasPrefix("\"") ? text : "'\(text)'"
    #expect(
      reports("train: {batch: \(text)}\n" + spirals) == [
        "x.yaml:1:16: 'train.batch' is \(shown); it must be a whole number\n  fix: \(fix)"
      ]
    )
  }

  @Test("zero ranks are nobody to do the work")
  func zeroRanks() {
    #expect(
      reports("ranks: 0\n" + spirals) == [
        "x.yaml:1:8: 'ranks' is 0; a run needs at least one rank to do the work"
          + "\n  fix: write ranks: 1 for a run in one process"
      ]
    )
  }

  @Test(
    "a value out of range is reported with the range",
    arguments: [
      ("ranks: -3", "'ranks' is -3; it must be 1 or more", "1"),
      ("threads: 0", "'threads' is 0; it must be 1 or more", "auto"),
      ("seed: -1", "'seed' is -1; it must be 0 or more", "1"),
      (
        "seed: 9223372036854775808",
        "'seed' is 9223372036854775808; it must be at most 9223372036854775807", "1"
      ),
      ("ranks: 3000000000", "'ranks' is 3000000000; it must be at most 2147483647", "1"),
      ("train: {epochs: -1}", "'train.epochs' is -1; it must be 0 or more", "10"),
      ("train: {batch: 0}", "'train.batch' is 0; it must be 1 or more", "128"),
      (
        "train: {optimizer: {momentum: 1}}",
        "'train.optimizer.momentum' is 1; it must be 0 or more and less than 1", "0.0"
      ),
      (
        "train: {optimizer: {weightDecay: -0.1}}",
        "'train.optimizer.weightDecay' is -0.1; it must be 0 or more", "0.0"
      ),
      (
        "train: {learningRate: {base: 0}}",
        "'train.learningRate.base' is 0; it must be more than 0", "0.01"
      ),
      (
        "train: {learningRate: {base: 1e999}}",
        "'train.learningRate.base' is 1e999; it must be a number that a Double can hold", "0.01"
      ),
    ]
  )
  func outOfRange(line: String, message: String, usual: String) {
    let column =
      1 + (line.lastIndex(of: " ").map { line.distance(from: line.startIndex, to: $0) } ?? 0)
    let fix = "give it such a value, or leave it out for the default (\(usual))"
    #expect(reports("\(line)\n" + spirals) == ["x.yaml:1:\(column + 1): \(message)\n  fix: \(fix)"])
  }

  @Test("modes and launchers of later versions are told apart from misspelt ones")
  func laterModes() {
    #expect(
      reports("mode: mapreduce\nlauncher: {kind: slurm}\n" + spirals) == [
        "x.yaml:1:7: 'mode' is 'mapreduce'; that is not in this version; it has sync, async, tensor, "
          + "pipeline\n  fix: use one of sync, async, tensor, pipeline",
        "x.yaml:2:18: 'launcher.kind' is 'slurm'; that is not in this version; it has local"
          + "\n  fix: use local",
      ]
    )
    #expect(
      reports("mode: synk\n" + spirals) == [
        "x.yaml:1:7: 'mode' is 'synk'; it must be one of sync, async, tensor, pipeline"
          + "\n  fix: did you mean 'sync'?"
      ]
    )
    #expect(
      reports(spirals.replacing("8, 2]", with: "8, 2], activation: ReLU")) == [
        "x.yaml:2:40: 'model.activation' is 'ReLU'; it must be one of relu, tanh, sigmoid"
          + "\n  fix: did you mean 'relu'?"
      ]
    )
  }

  @Test("what has no default is asked for")
  func missing() {
    #expect(
      reports("seed: 1\n") == [
        "x.yaml:1:1: 'data' is missing\n  fix: add it, such as data: {format: synthetic, kind: spirals}",
        "x.yaml:1:1: 'model' is missing\n  fix: add it, such as model: {layers: [2, 16, 2]}",
      ]
    )
    #expect(
      reports("data: {validation: 0.1}\nmodel: {kind: mlp}\n") == [
        "x.yaml:1:7: 'data.format' is missing\n  fix: add it, such as format: synthetic",
        "x.yaml:2:8: 'model.layers' is missing\n  fix: add it, such as layers: [784, 512, 10]",
      ]
    )
  }

  @Test(
    "each format asks for what it needs",
    arguments: [("idx", "path"), ("csv", "path"), ("synthetic", "kind")]
  )
  func missingForFormat(format: String, key: String) {
    let found = reports("data: {format: \(format)}\nmodel: {layers: [2, 2]}")
    #expect(found.count == 1)
    #expect(
      found[0].hasPrefix("x.yaml:1:7: 'data.\(key)' is missing\n  fix: add it, such as \(key): ")
    )
  }

  @Test("keys of another format are contradictions")
  func strangers() {
    #expect(
      reports("data: {format: idx, path: p, samples: 10}\nmodel: {layers: [2, 2]}") == [
        "x.yaml:1:30: 'data.samples' does not belong to format: idx, which has path, validation, "
          + "limit, sharded\n  fix: delete it, or use format: synthetic"
      ]
    )
    #expect(
      reports("data: {format: synthetic, kind: blobs, path: p}\nmodel: {layers: [2, 2]}") == [
        "x.yaml:1:40: 'data.path' does not belong to format: synthetic, which has kind, samples, "
          + "features, classes, noise, validation, limit, sharded"
          + "\n  fix: delete it, or use format: idx or csv or libsvm or npy"
      ]
    )
  }

  @Test("a key that stands twice is reported where it stands again, with everything else")
  func repeated() {
    let text = "seed: 1\n\"seed\": 2\ntrain: {batch: 8, batch: 9}\nseed: 3\nranks: 0\n"
    #expect(
      reports(text + spirals).map { $0.split(separator: "\n")[0] } == [
        "x.yaml:2:1: 'seed' is given twice; the first one is on line 1",
        "x.yaml:3:19: 'batch' is given twice; the first one is on line 3",
        "x.yaml:4:1: 'seed' is given twice; the first one is on line 1",
        "x.yaml:5:8: 'ranks' is 0; a run needs at least one rank to do the work",
      ]
    )
  }

  @Test(
    "all problems are reported at once, in the order of the file, with the exit code of bad data"
  )
  func allAtOnce() throws {
    let text = """
      train: {batch: lots}
      model: {layers: [2]}
      data: {format: synthetic, kind: spiral}
      seeds: 1
      """
    let problems = try #require(throws: Diagnostics.self) { try plans(text) }
    #expect(problems.list.map { $0.location?.line } == [1, 2, 3, 4])
    #expect(problems.list.allSatisfy { $0.cause == .badData })
  }

  @Test("an empty file says how to begin")
  func empty() {
    for text in ["", "# only a comment\n"] {
      #expect(
        reports(text) == [
          "x.yaml:1: the file is empty"
            + "\n  fix: write an experiment; 'trine init' makes an example, experiments/first.yaml"
        ]
      )
    }
  }
}
