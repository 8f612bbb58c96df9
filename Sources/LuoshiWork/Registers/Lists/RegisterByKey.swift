package import LuoshiCore

/// One register as its declaration has it, and what the reader may do with some record of it.
package struct RegisterByKey: Query {
    package static let name = "record.register"
    let register: String

    package init(_ register: String) { self.register = register }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> RegisterSheet {
        let definition = try reading.register(register)
        let rights = FieldRights(definition, reading)
        return RegisterSheet(
            register: definition, fields: definition.fields.filter(rights.isShownAnywhere),
            writable: Set(definition.fields.filter(rights.isWritable).map(\.key)),
            searchable: Set(definition.fields.filter(rights.isSearchable).map(\.key)),
            views: definition.views.filter(rights.shows), actions: reading.actions(definition))
    }
}

/// A register with its fields as far as the reader may see them.
package struct RegisterSheet: Sendable {
    package let register: RegisterDefinition
    /// Fields whose values the reader sees in some record.
    package let fields: [FieldDefinition]
    /// Keys of those that the reader may type.
    package let writable: Set<String>
    /// Keys of those that lists may be filtered and sorted by.
    package let searchable: Set<String>
    /// The ways to look at the register that tell nothing the reader may not see.
    package let views: [RegisterView]
    /// What the reader may do with some record.
    package let actions: Set<RecordAction>
}
