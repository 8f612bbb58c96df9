import Database
package import LuoshiCore

/// What stands around a list of a register: how it may be narrowed and looked at, what may be done, what the reader has kept.
package struct ListFrame: Sendable {
    package let register: RegisterDefinition
    /// Fields whose values the reader sees in some record.
    package let fields: [FieldDefinition]
    /// Fields that the list may be filtered and sorted by.
    package let searchable: [FieldDefinition]
    /// Units that the list may be narrowed to; where they are many, without firms: whoever looks for one types its name.
    package let units: [Unit]
    /// The ways to look at the register that tell nothing the reader may not see.
    package let views: [RegisterView]
    /// What the reader may do with some record.
    package let actions: Set<RecordAction>
    package let saved: [SavedView]

    /// More units than this are not chosen from.
    private static let manyUnits = 120

    init(_ register: RegisterDefinition, _ rights: FieldRights, _ reading: Reading) throws {
        self.register = register
        fields = register.fields.filter(rights.isShownAnywhere)
        searchable = register.fields.filter(rights.isSearchable)
        views = register.views.filter(rights.shows)
        actions = reading.actions(register)
        saved = try MySavedViews(register.key).answer(in: reading)
        units = register.belongsTo == nil ? [] : try Self.units(within: rights.reach, reading)
    }

    private static func units(within reach: Reach, _ reading: Reading) throws -> [Unit] {
        let store = UnitStore(reading.session)
        switch reach {
        case .units(let ids) where ids.count <= manyUnits: return try store.units(ids.sorted(), on: reading.inForce)
        case .units(let ids): return try store.organisations(on: reading.inForce).filter { ids.contains($0.id) }
        case .everything: return try store.organisations(on: reading.inForce)
        }
    }
}

extension Reading {
    /// What this reader may do with some record of a register.
    func actions(_ register: RegisterDefinition) -> Set<RecordAction> {
        Set(
            RecordAction.allCases.filter { action in
                let writes = ![.read, .export, .reveal].contains(action)
                return !reach(register, action, writing: writes).isNothing
            })
    }
}
