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
        var fit = fitting(function, read, isMember: isMember)
        if fit == nil {
            // As in `amount > 0 ? amount : 0`, where both sides must be of one type.
            fit = fitting(function, readingDecimals(arguments, actual, wholeToo: true), isMember: isMember)
        }
        guard let (fitting, result) = fit else {
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

    /// The forms that take these types, and the type that they give, dyn if they differ; nil if there is none.
    private mutating func fitting(
        _ function: Function, _ types: [ValueType], isMember: Bool
    ) -> (overloads: [Overload], result: ValueType)? {
        var overloads: [Overload] = []
        var result: ValueType?
        for overload in function.overloads where overload.isMember == isMember {
            let opened = found.opened(overload.parameters + [overload.result])
            guard found.accept(types, as: Array(opened.dropLast())), let given = opened.last else { continue }
            overloads.append(overload)
            let type = found.resolved(given)
            if let earlier = result { result = earlier == type ? type : .dyn } else { result = type }
        }
        return result.map { (overloads, $0) }
    }

    private func noForm(_ function: Function, _ types: [String], isMember: Bool) -> String {
        let name = OperatorNames.shown(function.name)
        let given = "\(name) has no form for (\(types.joined(separator: ", ")))"
        if types.contains(where: { $0.contains("decimal") }), types.contains("double") {
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
}
