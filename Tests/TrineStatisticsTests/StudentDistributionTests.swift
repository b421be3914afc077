// SPDX-License-Identifier: MIT

import Testing
import TrineStatistics

@Suite("Student's t distribution")
struct StudentDistributionTests {
  @Test("has SciPy's probabilities, in the farthest tails and with fractional degrees of freedom")
  func tails() throws {
    let figures = try SciPyFigures.load().tails
    #expect(figures.count > 200)
    for figure in figures {
      let student = StudentDistribution(degreesOfFreedom: figure.freedom)
      let found = student.upperTail(figure.t)
      #expect(agree(found, figure.value, 2e-13), "\(figure): \(found)")
      #expect(student.cumulative(-figure.t) == found)
    }
  }

  @Test("has SciPy's quantiles, down to a probability of 1e-12")
  func quantiles() throws {
    let figures = try SciPyFigures.load().quantiles
    #expect(figures.count > 100)
    for figure in figures {
      let student = StudentDistribution(degreesOfFreedom: figure.freedom)
      let found = student.quantile(figure.probability)
      #expect(agree(found, figure.value, 2e-13), "\(figure): \(found)")
    }
  }

  @Test("with 1 and 2 degrees of freedom is what can be written down")
  func closedForms() {
    let cauchy = StudentDistribution(degreesOfFreedom: 1)
    let two = StudentDistribution(degreesOfFreedom: 2)
    #expect(agree(cauchy.cumulative(1), 0.75, 1e-15))
    #expect(agree(cauchy.upperTail(1e200), 1e-200 / Double.pi, 1e-13))
    #expect(agree(cauchy.quantile(0.75), 1, 1e-15))
    #expect(agree(two.cumulative(1), 0.5 + 1 / (2 * 3.0.squareRoot()), 1e-15))
    #expect(agree(two.critical(0.5), (2.0 / 3).squareRoot(), 1e-15))
  }

  @Test("is symmetric and has its ends")
  func ends() {
    for freedom in [1, 2.5, 40, 1e6] {
      let student = StudentDistribution(degreesOfFreedom: freedom)
      #expect(student.cumulative(0) == 0.5)
      #expect(student.quantile(0.5) == 0)
      #expect(student.quantile(0) == -.infinity)
      #expect(student.quantile(1) == .infinity)
      #expect(student.cumulative(.infinity) == 1)
      #expect(student.cumulative(-.infinity) == 0)
      #expect(student.cumulative(.nan).isNaN)
      #expect(student.quantile(0.125) == -student.quantile(0.875))
    }
  }

  @Test("quantiles are the inverse of probabilities", arguments: [1, 1.25, 3, 17, 999.5, 1e7])
  func inverse(freedom: Double) {
    let student = StudentDistribution(degreesOfFreedom: freedom)
    for exponent in 1...60 {
      let probability = Double.init(sign: .plus, exponent: -exponent * 5 / 4, significand: 1.1)
      guard probability < 0.5 else { continue }
      let back = student.cumulative(student.quantile(probability))
      #expect(agree(back, probability, 1e-13), "\(probability) became \(back)")
    }
  }
}
