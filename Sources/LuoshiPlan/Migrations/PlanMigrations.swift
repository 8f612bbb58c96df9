package import Database

extension Migration {
    /// The plan floor's tables, oldest first; a migration that has run anywhere is never edited.
    package static let plan: [Migration] = [
        .p001Plans, .p002Documents, .p003Review, .p004Rulings, .p006DutyPosts,
    ]
}
