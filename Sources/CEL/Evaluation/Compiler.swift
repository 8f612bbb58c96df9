/// Turns a resolved expression into closures over slots.
struct Compiler {
    let checked: CheckedExpression
    private let source: Place.Source
    /// The slots of the variables that the expression uses, by name.
    private(set) var variables: [String] = []
    private var locals: [(name: String, slot: Int)] = []
    private(set) var slotCount = 0

    static func compile(_ checked: CheckedExpression) -> Program {
        var compiler = Compiler(checked)
        compiler.collectVariables(checked.expression)
        compiler.slotCount = compiler.variables.count
        let truth = compiler.specialTruth(checked.expression)
        let step = truth.map { value($0) } ?? compiler.step(checked.expression)
        return Program(
            checked: checked, variables: compiler.variables, slotCount: compiler.slotCount, step: step, truth: truth)
    }

    private init(_ checked: CheckedExpression) {
        self.checked = checked
        source = Place.Source(Array(checked.source.utf8))
    }

    private mutating func collectVariables(_ expression: Expression) {
        if case .variable(let name, _)? = checked.references[expression.id] {
            if !variables.contains(name) { variables.append(name) }
            return
        }
        for child in expression.node.children { collectVariables(child) }
    }

    func place(_ expression: Expression) -> Place { Place(offset: expression.offset, source: source) }

    // MARK: Slots of macros' and bindings' variables

    mutating func push(_ name: String) -> Int {
        let slot = variables.count + locals.count
        locals.append((name, slot))
        slotCount = max(slotCount, slot + 1)
        return slot
    }

    mutating func pop(_ count: Int) { locals.removeLast(count) }

    /// The slot of a variable or of a macro's variable, with its name; nil for anything else.
    func slot(_ expression: Expression) -> (slot: Int, name: String)? {
        switch checked.references[expression.id] {
        case .variable(let name, _): variables.firstIndex(of: name).map { ($0, name) }
        case .local(let name): locals.last { $0.name == name }.map { ($0.slot, name) }
        default: nil
        }
    }

    func constant(_ expression: Expression) -> Value? { checked.constant(expression) }

    // MARK: Parts

    /// The part as a closure that gives its value.
    mutating func step(_ expression: Expression) -> Step {
        if let constant = constant(expression) { return { (_) throws(EvaluationFailure) in constant } }
        if let (slot, name) = slot(expression) {
            let place = place(expression)
            return { (frame) throws(EvaluationFailure) in
                guard let value = frame.slots[slot] else { throw frame.absence(slot, name).at(place) }
                return value
            }
        }
        switch checked.references[expression.id] {
        case .type(let type): return { (_) throws(EvaluationFailure) in .type(type) }
        case .nothing(let message):
            let failure = EvaluationFailure(message, at: place(expression))
            return { (_) throws(EvaluationFailure) in throw failure }
        default: break
        }
        if let truth = specialTruth(expression) { return Compiler.value(truth) }
        switch expression.node {
        case .select(let operand, let field, let how): return select(expression, operand, field, how)
        case .call(let name, let target, let arguments): return call(expression, name, target, arguments)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(expression, entries)
        case .comprehension(let loop): return comprehension(expression, loop)
        case .binding(let name, let value, let body): return binding(name, value, body)
        case .literal, .identifier:
            let failure = EvaluationFailure("'\(name(expression))' is not declared", at: place(expression))
            return { (_) throws(EvaluationFailure) in throw failure }
        }
    }

    private func name(_ expression: Expression) -> String { Parser.qualifiedName(expression) ?? "" }

    static func value(_ truth: @escaping Truth) -> Step {
        { (frame) throws(EvaluationFailure) in .bool(try truth(frame)) }
    }

    private mutating func select(
        _ expression: Expression, _ operand: Expression, _ field: String, _ how: Expression.Selection
    ) -> Step {
        let whole = step(operand)
        let place = place(expression)
        return { (frame) throws(EvaluationFailure) in
            let value = try whole(frame)
            do throws(EvaluationFailure) { return try Relations.select(value, field, how) } catch {
                throw error.at(place)
            }
        }
    }

    private mutating func binding(_ name: String, _ value: Expression, _ body: Expression) -> Step {
        let first = step(value)
        let slot = push(name)
        let second = step(body)
        pop(1)
        return { (frame) throws(EvaluationFailure) in
            frame.slots[slot] = try first(frame)
            return try second(frame)
        }
    }

    private mutating func list(_ elements: [Expression.ListElement]) -> Step {
        let steps = elements.map { (step: step($0.value), isOptional: $0.isOptional, at: place($0.value)) }
        return { (frame) throws(EvaluationFailure) in
            try frame.meter.charge(steps.count)
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for (step, isOptional, place) in steps {
                let value = try step(frame)
                guard isOptional else {
                    values.append(value)
                    continue
                }
                guard case .optional(let optional) = value else {
                    throw EvaluationFailure("after '?' stands an optional value", at: place)
                }
                if let inner = optional.value { values.append(inner) }
            }
            return .list(values)
        }
    }

    private mutating func map(_ expression: Expression, _ entries: [Expression.MapEntry]) -> Step {
        let steps = entries.map { (key: step($0.key), value: step($0.value), isOptional: $0.isOptional) }
        let place = place(expression)
        return { (frame) throws(EvaluationFailure) in
            try frame.meter.charge(steps.count)
            var builder = MapValue.Builder()
            for (keyStep, valueStep, isOptional) in steps {
                let key = try keyStep(frame)
                var value = try valueStep(frame)
                if isOptional {
                    guard case .optional(let optional) = value else {
                        throw EvaluationFailure("after '?' stands an optional value", at: place)
                    }
                    guard let inner = optional.value else { continue }
                    value = inner
                }
                if let refusal = builder.insert(key, value) { throw refusal.failure(key).at(place) }
            }
            return .map(builder.map)
        }
    }
}

extension MapValue.Builder.Refusal {
    /// The refusal as an evaluation's failure.
    func failure(_ key: Value) -> EvaluationFailure {
        switch self {
        case .repeatedKey: EvaluationFailure("the key \(key.quotedShort) occurs twice in the map")
        case .unsuitableKey:
            EvaluationFailure("a map's key is a bool, int, uint or string, not a \(key.type.shortName)")
        }
    }
}
