/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range; written out, because the standard library may draw otherwise in another version.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func one<T>(of list: [T]) -> T? { list.isEmpty ? nil : list[number(0...list.count - 1)] }

    /// One of a list, each as likely as its share says.
    mutating func one<T>(of list: [T], by share: (T) -> Int) -> T? {
        let whole = list.reduce(0) { $0 + share($1) }
        guard whole > 0 else { return nil }
        var at = number(0...whole - 1)
        for item in list {
            at -= share(item)
            if at < 0 { return item }
        }
        return nil
    }
}
