/// A regular expression of the RE2 syntax, compiled; matching takes time in proportion to the text, whatever the pattern.
struct Pattern: Sendable {
    enum Instruction: Sendable {
        case set(ScalarSet)
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternNode.Assertion)
        case match
    }

    private let program: [Instruction]
    /// How many instructions a pattern may need: `((a{1000}){1000})` is refused.
    private static let greatestSize = 10_000

    /// Compiles a text; throws what is wrong with it.
    init(_ text: String) throws(PatternFault) {
        var program: [Instruction] = []
        try Pattern.emit(try PatternParser.parse(text), into: &program)
        program.append(.match)
        self.program = program
    }

    /// How many instructions one code point may take at most.
    var size: Int { program.count }

    private static func emit(_ node: PatternNode, into program: inout [Instruction]) throws(PatternFault) {
        guard program.count <= greatestSize else {
            throw PatternFault(message: "the pattern is too large: repetitions within repetitions multiply")
        }
        switch node {
        case .empty: break
        case .set(let set): program.append(.set(set))
        case .assertion(let assertion): program.append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part, into: &program) }
        case .choice(let choices):
            var exits: [Int] = []
            for (index, choice) in choices.enumerated() {
                guard index < choices.count - 1 else {
                    try emit(choice, into: &program)
                    break
                }
                let split = program.count
                program.append(.match)
                try emit(choice, into: &program)
                exits.append(program.count)
                program.append(.match)
                program[split] = .split(split + 1, program.count)
            }
            for exit in exits { program[exit] = .jump(program.count) }
        case .repetition(let part, let least, let most):
            for _ in 0..<least { try emit(part, into: &program) }
            guard let most else {
                let split = program.count
                program.append(.match)
                try emit(part, into: &program)
                program.append(.jump(split))
                program[split] = .split(split + 1, program.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<max(most, least) {
                splits.append(program.count)
                program.append(.match)
                try emit(part, into: &program)
            }
            for split in splits { program[split] = .split(split + 1, program.count) }
        }
    }

    /// Whether any part of the text matches.
    func matches(_ text: String, _ meter: Meter) throws(EvaluationFailure) -> Bool {
        var current = ThreadList(program.count)
        var next = ThreadList(program.count)
        var before: UInt32?
        var scalars = text.unicodeScalars.makeIterator()
        var following = scalars.next()?.value
        while true {
            // A match may begin anywhere.
            if follow(0, &current, before, following) { return true }
            guard let scalar = following else { return false }
            try meter.charge(1 + current.count / 8)
            following = scalars.next()?.value
            next.clear()
            for index in 0..<current.count {
                let place = current[index]
                if case .set(let set) = program[place], set.contains(scalar),
                    follow(place + 1, &next, scalar, following)
                {
                    return true
                }
            }
            swap(&current, &next)
            before = scalar
        }
    }

    /// Adds a place and all that are reached from it without reading; true if one of them is the end.
    private func follow(_ start: Int, _ threads: inout ThreadList, _ before: UInt32?, _ after: UInt32?) -> Bool {
        var pending = [start]
        while let place = pending.popLast() {
            guard threads.insert(place) else { continue }
            switch program[place] {
            case .match: return true
            case .jump(let target): pending.append(target)
            case .split(let one, let other):
                pending.append(other)
                pending.append(one)
            case .assertion(let assertion):
                if assertion.holds(before, after) { pending.append(place + 1) }
            case .set: break
            }
        }
        return false
    }
}

/// The places at which a match may stand, each once.
private struct ThreadList {
    private var places: [Int] = []
    private var positions: [Int]

    init(_ size: Int) { positions = Array(repeating: 0, count: size) }

    var count: Int { places.count }

    subscript(index: Int) -> Int { places[index] }

    mutating func clear() { places.removeAll(keepingCapacity: true) }

    mutating func insert(_ place: Int) -> Bool {
        let position = positions[place]
        if position < places.count, places[position] == place { return false }
        positions[place] = places.count
        places.append(place)
        return true
    }
}

extension PatternNode.Assertion {
    /// Whether the place between two code points is such a one.
    func holds(_ before: UInt32?, _ after: UInt32?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == 10
        case .lineEnd: after == nil || after == 10
        case .wordBoundary: isWord(before) != isWord(after)
        case .noWordBoundary: isWord(before) == isWord(after)
        }
    }

    private func isWord(_ scalar: UInt32?) -> Bool { scalar.map(ScalarSet.word.contains) ?? false }
}
