/// What a random test draws: the same for the same seed.
struct Drawn: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// One time in so many.
    mutating func onceIn(_ times: Int) -> Bool { below(times) == 0 }

    mutating func one<T>(of items: [T]) -> T { items[below(items.count)] }

    mutating func some<T>(of items: [T], atLeast: Int = 0) -> [T] {
        let count = Int.random(in: atLeast...max(atLeast, min(3, items.count)), using: &self)
        return Array(items.shuffled(using: &self).prefix(count))
    }
}
