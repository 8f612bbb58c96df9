import Foundation

/// Prints the median processor time a row of seven runs, in nanoseconds, and what the body counted.
func report(_ name: String, rows: Int, _ body: () -> Int) {
    var times: [Double] = []
    var counted = 0
    for _ in 0..<7 {
        let start = processorTime()
        counted = body()
        times.append(processorTime() - start)
    }
    print(name, times.sorted()[3] / Double(rows) * 1e9, counted, separator: "\t")
}

/// Seconds that the program has had a processor, so that what else runs disturbs little.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
