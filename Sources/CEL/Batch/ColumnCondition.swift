/// A condition over whole columns that cannot fail.
indirect enum ColumnCondition {
    case bools([Bool])
    case ints([Int64], Comparison, Int64)
    case intsIn([Int64], Set<Int64>)
    case doubles([Double], Comparison, Double)
    case strings([String], TextSet)
    case and(ColumnCondition, ColumnCondition)
    case or(ColumnCondition, ColumnCondition)
    case not(ColumnCondition)

    /// What a row costs, roughly: the cheap ones go first, and leave fewer rows to the others.
    var cost: Int {
        switch self {
        case .bools: 1
        case .ints, .doubles: 2
        case .intsIn: 10
        case .strings: 8
        case .and(let one, let other), .or(let one, let other): one.cost + other.cost + 1
        case .not(let inner): inner.cost + 1
        }
    }

    /// Makes false each row for which the condition does not hold; what is false stays so.
    ///
    /// - Parameters:
    ///   - rows: a run of rows.
    ///   - start: the first of them.
    func narrow(_ rows: UnsafeMutableBufferPointer<Bool>, from start: Int) {
        switch self {
        case .bools(let truths): each(rows, truths, start) { $0 }
        case .ints(let numbers, let sign, let bound): compare(rows, numbers, start, sign, bound)
        case .doubles(let numbers, let sign, let bound): compare(rows, numbers, start, sign, bound)
        case .intsIn(let numbers, let wanted): eachLeft(rows, numbers, start) { wanted.contains($0) }
        case .strings(let texts, let wanted): eachLeft(rows, texts, start) { wanted.contains($0) }
        case .and(let one, let other):
            one.narrow(rows, from: start)
            other.narrow(rows, from: start)
        case .or(let one, let other):
            withCopy(rows) { left in
                one.narrow(left, from: start)
                // What the first side has not decided is left to the second.
                for row in rows.indices { rows[row] = rows[row] != left[row] }
                other.narrow(rows, from: start)
                for row in rows.indices { rows[row] = rows[row] || left[row] }
            }
        case .not(let inner):
            withCopy(rows) { holding in
                inner.narrow(holding, from: start)
                for row in rows.indices { rows[row] = rows[row] != holding[row] }
            }
        }
    }

    private func withCopy(
        _ rows: UnsafeMutableBufferPointer<Bool>, _ body: (UnsafeMutableBufferPointer<Bool>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: rows.count) { copy in
            _ = copy.initialize(fromContentsOf: rows)
            body(copy)
        }
    }

    private func compare<Number: Comparable>(
        _ rows: UnsafeMutableBufferPointer<Bool>, _ numbers: [Number], _ start: Int, _ sign: Comparison, _ bound: Number
    ) {
        switch sign {
        case .less: each(rows, numbers, start) { $0 < bound }
        case .atMost: each(rows, numbers, start) { $0 <= bound }
        case .more: each(rows, numbers, start) { $0 > bound }
        case .atLeast: each(rows, numbers, start) { $0 >= bound }
        case .equal: each(rows, numbers, start) { $0 == bound }
        case .different: each(rows, numbers, start) { $0 != bound }
        }
    }

    /// A cheap test of every row, without a branch.
    @inline(__always)
    private func each<Element>(
        _ rows: UnsafeMutableBufferPointer<Bool>, _ elements: [Element], _ start: Int, _ holds: (Element) -> Bool
    ) {
        elements.withUnsafeBufferPointer { elements in
            for row in rows.indices {
                let held = holds(elements[start + row])
                rows[row] = held ? rows[row] : false
            }
        }
    }

    /// A costly test of the rows that are left.
    @inline(__always)
    private func eachLeft<Element>(
        _ rows: UnsafeMutableBufferPointer<Bool>, _ elements: [Element], _ start: Int, _ holds: (Element) -> Bool
    ) {
        elements.withUnsafeBufferPointer { elements in
            for row in rows.indices where rows[row] { rows[row] = holds(elements[start + row]) }
        }
    }
}
