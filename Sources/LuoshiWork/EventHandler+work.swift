package import LuoshiCore

extension EventHandler {
    /// What the work floor does on events, in order.
    package static let work: [EventHandler] = [.makeRegisters, .transferDuties, .followDuties]
}

extension DefinitionKind {
    /// The kinds of definition that the work floor reads.
    package static let work: [DefinitionKind] = registers + procedures + [duties, keyedGrants]
}

extension TestWord {
    /// The words in which tests speak of the work floor.
    package static let work: [TestWord] = records + cases
}
