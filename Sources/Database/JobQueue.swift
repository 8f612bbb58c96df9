import Foundation

/// Jobs in order of arrival, pushed by tasks and taken by threads that may wait.
final class JobQueue<Job: Sendable>: @unchecked Sendable {
    // Everything below is read and written under the condition's lock.
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var head = 0
    private var idleTakers = 0
    private var isClosed = false

    /// Adds a job. Returns whether more jobs wait than threads are idle; nil when the queue is closed and took nothing.
    func push(_ job: Job) -> Bool? {
        condition.withLock {
            guard !isClosed else { return nil }
            jobs.append(job)
            condition.signal()
            return jobs.count - head > idleTakers
        }
    }

    /// Jobs that nobody has taken yet.
    var count: Int { condition.withLock { jobs.count - head } }

    /// Waits for jobs and takes as many as there are, up to the limit. Empty when the queue is closed and drained.
    func take(atMost limit: Int) -> [Job] {
        condition.withLock {
            idleTakers += 1
            while head == jobs.count, !isClosed { condition.wait() }
            idleTakers -= 1
            let taken = Array(jobs[head..<min(head + limit, jobs.count)])
            head += taken.count
            if head == jobs.count || head > 1024 {
                jobs.removeFirst(head)
                head = 0
            }
            return taken
        }
    }

    /// Refuses further jobs; those waiting are still handed out.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }
}

extension NSCondition {
    fileprivate func withLock<T>(_ body: () -> T) -> T {
        lock()
        defer { unlock() }
        return body()
    }
}
