import Foundation

/// Seconds that this thread has had a processor: a limit on them does not hang on what else the machine does.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
