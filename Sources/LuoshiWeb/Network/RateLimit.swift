import LuoshiCore
import Synchronization

/// A bucket of requests for each client: full at first, refilled steadily.
final class RateLimit: Sendable {
    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }

    /// So many clients are remembered; those whose buckets are full again are forgotten first.
    private static let clients = 20_000
    private let capacity: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    init(capacity: Int, perSecond: Double) {
        self.capacity = Double(capacity)
        self.perSecond = perSecond
    }

    /// Takes one from this client's bucket; gives the seconds to wait where it is empty.
    func take(_ client: String, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.clients, buckets[client] == nil { forget(&buckets, now) }
            var bucket = buckets[client] ?? Bucket(left: capacity, at: now)
            bucket.left = filled(bucket, now)
            bucket.at = now
            defer { buckets[client] = bucket }
            guard bucket.left >= 1 else { return Int(((1 - bucket.left) / perSecond).rounded(.up)) }
            bucket.left -= 1
            return nil
        }
    }

    private func filled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
        min(capacity, bucket.left + ((now - bucket.at) / .seconds(1)) * perSecond)
    }

    private func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
        buckets = buckets.filter { filled($0.value, now) < capacity }
        // Under an attack from more addresses than that, older ones go: a limit must not take all memory.
        if buckets.count >= Self.clients {
            let kept = buckets.sorted { $0.value.at > $1.value.at }.prefix(Self.clients / 2)
            buckets = Dictionary(uniqueKeysWithValues: Array(kept))
        }
    }
}
