/// A value that may be missing, as `optional.of(x)` and `optional.none()` give it.
public struct OptionalValue: Sendable {
    private final class Box: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private let box: Box?

    /// An optional with the value, or none.
    public init(_ value: Value?) { box = value.map { Box($0) } }

    /// None.
    public static let none = OptionalValue(nil)

    /// The value, or nil for none.
    public var value: Value? { box?.value }
}
