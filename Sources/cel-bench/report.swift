/// Prints the median time a row of five runs, in nanoseconds, and what the body counted.
func report(_ name: String, rows: Int, _ body: () -> Int) {
    let clock = ContinuousClock()
    var times: [Double] = []
    var counted = 0
    for _ in 0..<5 {
        let time = clock.measure { counted = body() }
        times.append(Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9)
    }
    print(name, times.sorted()[2] / Double(rows), counted, separator: "\t")
}
