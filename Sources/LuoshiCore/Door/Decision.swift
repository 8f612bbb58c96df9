/// An answer to "may they?", which can always say why.
package struct Decision: Sendable, Equatable {
    package let isAllowed: Bool
    /// The grant that allowed it; nil where nothing did.
    package let grant: Grant?
    /// The capacity in which it is allowed; nil for what anyone may.
    package let capacity: Capacity?
    package let permission: Permission

    /// The reason in the reader's language, with the rule's place.
    package func reason(_ rights: Rights) -> String {
        let title = PermissionTitle.of(permission)
        guard let grant else { return "没有规则授予“\(title)”（\(permission)），默认不允许" }
        let pattern = grant.pattern == permission.name ? "" : "（\(grant.pattern)）"
        return "\(footing(rights))有“\(title)”\(pattern)，范围：\(grant.scope.title)。依据 \(grant.place)"
    }

    /// As whom it is allowed, in words: 收文岗（审计机关）.
    package func footing(_ rights: Rights) -> String {
        guard let grant else { return "" }
        let role = rights.roleTitles[grant.role] ?? "系统"
        return capacity.map { "\($0.title)（\(role)）" } ?? role
    }
}
