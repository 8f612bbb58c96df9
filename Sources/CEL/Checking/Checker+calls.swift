extension Checker {
    /// The type of a function's or operator's result.
    mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) -> ValueType {
        guard let target else {
            guard let function = environment.function(name) else {
                return unknownFunction(expression, name, arguments)
            }
            return resolve(expression, function, arguments, isMember: false, isNamespaced: false)
        }
        if let space = Parser.qualifiedName(target), !scope.hidesRoot(of: space),
            let function = environment.function(space + "." + name)
        {
            return resolve(expression, function, arguments, isMember: false, isNamespaced: true)
        }
        guard let function = environment.function(name) else {
            return unknownFunction(expression, name, [target] + arguments)
        }
        return resolve(expression, function, [target] + arguments, isMember: true, isNamespaced: false)
    }

    private mutating func unknownFunction(
        _ expression: Expression, _ name: String, _ arguments: [Expression]
    ) -> ValueType {
        for argument in arguments { _ = type(argument) }
        return fault(
            expression,
            "There is no function '\(name)'\(hint(name, among: environment.functions.keys.filter(isWritten)))")
    }

    /// Whether a function has a name that a person writes: operators and what macros use have none.
    private func isWritten(_ name: String) -> Bool { !name.contains("_") && !name.contains("@") }

    private mutating func resolve(
        _ expression: Expression, _ function: Function, _ arguments: [Expression], isMember: Bool, isNamespaced: Bool
    ) -> ValueType {
        let actual = arguments.map { type($0) }
        let read = readingDecimals(arguments, actual)
        var fitting: [Overload] = []
        var result: ValueType?
        for overload in function.overloads where overload.isMember == isMember {
            let opened = found.opened(overload.parameters + [overload.result])
            guard found.accept(read, as: Array(opened.dropLast())), let given = opened.last else { continue }
            fitting.append(overload)
            let type = found.resolved(given)
            if let earlier = result { result = earlier == type ? type : .dyn } else { result = type }
        }
        guard let result else {
            guard !read.contains(.error) else { return .error }
            return fault(expression, noForm(function, read.map { shown($0) }, isMember: isMember))
        }
        references[expression.id] = .function(function, fitting, isNamespaced: isNamespaced)
        if function.name == "matches", let pattern = arguments.last,
            case .literal(.string(let source), _) = pattern.node
        {
            do throws(EvaluationFailure) { _ = try StandardLibrary.pattern(source) } catch {
                return fault(pattern, error.message)
            }
        }
        return result
    }

    private func noForm(_ function: Function, _ types: [String], isMember: Bool) -> String {
        let name = OperatorNames.shown(function.name)
        let given = "\(name) has no form for (\(types.joined(separator: ", ")))"
        if types.contains("decimal"), types.contains("double") {
            return given + "; beside a decimal write a number as a plain literal, or decimal('…')"
        }
        if types.contains("decimal"), name == "/" { return given + "; write divide(a, b, places, 'half_up')" }
        let forms = function.overloads.map { overload in
            let parameters = overload.parameters.map(\.description)
            return overload.isMember
                ? parameters[0] + "." + name + "(" + parameters.dropFirst().joined(separator: ", ") + ")"
                : "(" + parameters.joined(separator: ", ") + ")"
        }
        return given + "; it takes " + forms.prefix(8).joined(separator: " or ") + (forms.count > 8 ? " …" : "")
    }

    /// Reads literals that stand beside a decimal as decimals, from their spelling; returns the types that result.
    mutating func readingDecimals(_ expressions: [Expression], _ given: [ValueType]) -> [ValueType] {
        guard given.contains(where: { found.resolved($0) == .decimal || found.resolved($0) == .list(.decimal) }) else {
            return given
        }
        return zip(expressions, given).map { expression, type in readDecimal(expression) ?? type }
    }

    private mutating func readDecimal(_ expression: Expression) -> ValueType? {
        switch expression.node {
        case .literal(.double, .some(let spelling)):
            guard let number = DecimalValue(spelling) else {
                return fault(expression, "\(spelling) has more digits than a decimal holds")
            }
            decimals[expression.id] = number
            types[expression.id] = .decimal
            return .decimal
        case .list(let elements) where !elements.isEmpty:
            // Whole numbers among them are decimals too: [1, 2.5] is a list of one type.
            for element in elements {
                guard !element.isOptional else { return nil }
                switch element.value.node {
                case .literal(.double, .some), .literal(.int, _): continue
                default: return nil
                }
            }
            for element in elements where readDecimal(element.value) == .error { return .error }
            for element in elements {
                guard case .literal(.int(let number), _) = element.value.node else { continue }
                decimals[element.value.id] = DecimalValue(number)
                types[element.value.id] = .decimal
            }
            types[expression.id] = .list(.decimal)
            return .list(.decimal)
        default: return nil
        }
    }
}
