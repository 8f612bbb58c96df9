/// The functions that every environment has.
enum StandardLibrary {
    /// All of them by name.
    static let functions: [String: Function] = {
        var functions: [String: Function] = [:]
        for function in operators + conversions + texts + times + decimals + strings + mathematics + optionals {
            if let known = functions[function.name] {
                functions[function.name] = Function(
                    function.name, known.overloads + function.overloads, common: known.common ?? function.common)
            } else {
                functions[function.name] = function
            }
        }
        return functions
    }()

    /// Two values of any one type.
    static let a = ValueType.parameter("A")
    static let b = ValueType.parameter("B")
}
