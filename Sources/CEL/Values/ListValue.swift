/// A list of values, with what it weighs against a budget.
public struct ListValue: Sendable {
    /// The elements in order.
    public let elements: [Value]
    let weight: Int

    /// A list of the elements given.
    public init(_ elements: [Value]) {
        self.elements = elements
        var sum = 1
        for element in elements { sum = sum.addingWithCeiling(element.weight) }
        weight = sum
    }

    /// The list with another's elements after its own.
    func appending(_ other: ListValue) -> ListValue {
        ListValue(elements: elements + other.elements, weight: weight.addingWithCeiling(other.weight))
    }

    private init(elements: [Value], weight: Int) {
        self.elements = elements
        self.weight = weight
    }
}

extension Int {
    /// The sum, or the largest number where it would be greater: weights never overflow.
    func addingWithCeiling(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? Int.max : sum
    }
}
