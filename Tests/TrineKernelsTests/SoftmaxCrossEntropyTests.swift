// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct SoftmaxCrossEntropyTests {
  struct Batch {
    let classes: Int
    let logits: [Float]
    let labels: [Int32]

    init(rows: Int, classes: Int, scale: Float = 4) {
      var values = TestValues(UInt64(rows * 100 + classes))
      self.classes = classes
      logits = values.floats(rows * classes, scale: scale)
      labels = (0..<rows).map { Int32(($0 * 7) % classes) }
    }

    func row(_ b: Int) -> [Double] {
      logits[b * classes..<(b + 1) * classes].map(Double.init)
    }
  }

  @Test("loss and gradient are the naive ones", arguments: sizes, [1, 2, 9, 10, 100])
  func gradient(rows: Int, classes: Int) {
    let batch = Batch(rows: rows, classes: classes)
    let scale: Float = 0.125
    let (loss, gradient) = gradient(of: batch, scale: scale)
    let expectedLoss = (0..<rows).reduce(0.0) { sum, b in
      sum + Reference.crossEntropy(batch.row(b), label: Int(batch.labels[b]))
    }
    let expected = (0..<rows).flatMap { b in
      Reference.softmax(batch.row(b)).enumerated().map { c, probability in
        Double(scale) * (probability - (c == Int(batch.labels[b]) ? 1 : 0))
      }
    }
    #expect(excess([Float(loss)], [expectedLoss]) == 0)
    #expect(excess(gradient, expected) == 0)
  }

  @Test("the gradient is the slope of the loss")
  func finiteDifferences() {
    let batch = Batch(rows: 3, classes: 5)
    let (_, gradient) = gradient(of: batch, scale: 1)
    let step = 1e-5
    let slopes = (0..<3).flatMap { b in
      (0..<5).map { c in
        var (above, below) = (batch.row(b), batch.row(b))
        above[c] += step
        below[c] -= step
        let label = Int(batch.labels[b])
        return
          (Reference.crossEntropy(above, label: label)
          - Reference.crossEntropy(below, label: label)) / (2 * step)
      }
    }
    #expect(excess(gradient, slopes, atol: 1e-5) == 0)
  }

  @Test("large logits do not overflow")
  func largeLogits() {
    let batch = Batch(rows: 7, classes: 10, scale: 1e30)
    let (loss, gradient) = gradient(of: batch, scale: 1)
    #expect(loss.isFinite)
    #expect(gradient.allSatisfy { $0.isFinite })
  }

  @Test("the score sums losses and counts what was found", arguments: sizes)
  func score(rows: Int) {
    let batch = Batch(rows: rows, classes: 4)
    let score = SoftmaxCrossEntropy.score(batch.logits.span, labels: batch.labels.span, classes: 4)
    let correct = (0..<rows).count { b in
      batch.row(b).firstIndex(of: batch.row(b).max() ?? 0) == Int(batch.labels[b])
    }
    let loss = (0..<rows).reduce(0.0) {
      $0 + Reference.crossEntropy(batch.row($1), label: Int(batch.labels[$1]))
    }
    #expect(score.correct == correct)
    #expect(excess([Float(score.loss)], [loss]) == 0)
  }

  @Test("of equal logits the first class counts")
  func ties() {
    let logits: [Float] = [1, 1, 1, 1]
    let first = SoftmaxCrossEntropy.score(logits.span, labels: [0, 0].span, classes: 2)
    let second = SoftmaxCrossEntropy.score(logits.span, labels: [1, 1].span, classes: 2)
    #expect((first.correct, second.correct) == (2, 0))
  }

  private func gradient(of batch: Batch, scale: Float) -> (loss: Double, values: [Float]) {
    var values = [Float](repeating: .nan, count: batch.logits.count)
    var span = values.mutableSpan
    let loss = SoftmaxCrossEntropy.gradient(
      batch.logits.span,
      labels: batch.labels.span,
      classes: batch.classes,
      scale: scale,
      into: &span
    )
    return (loss, values)
  }
}
