package import LuoshiCore

/// The post that carries a unit's duty in a clause on a day, and who holds it.
package struct DutyPost: Sendable, Hashable {
    package let clause: String
    package let unit: String
    /// Nil only where the unit has no receiving post at all.
    package let post: Post?
    /// Assigned inside the unit; otherwise it is the receiving post by default.
    package let isAssigned: Bool
    package let holders: [Holding]
    package let receiver: Receiver
    /// Those who hold the post that answers: the post itself, or the head's where it is vacant.
    package let answering: [Holding]

    package var isVacant: Bool { holders.isEmpty }
}
