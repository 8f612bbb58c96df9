package import LuoshiCore

/// Finds the posts that carry duties, on the reading's day.
package struct DutyPosts {
    private let reading: Reading
    private let store: DutyStore
    private let posts: PostStore
    private let receivers: ReceiverStore

    package init(_ reading: Reading) {
        self.reading = reading
        store = DutyStore(session: reading.session)
        posts = PostStore(reading.session)
        receivers = ReceiverStore(reading.session, reading.inForce)
    }

    /// The post that carries a unit's duty in a clause: the one assigned, or the unit's receiving post.
    package func post(for clause: String, unit: String) throws -> DutyPost {
        try posts(for: [clause], unit: unit)[clause]
            ?? DutyPost(
                clause: clause, unit: unit, post: nil, isAssigned: false, holders: [], receiver: .nobody, answering: [])
    }

    /// The same for several clauses of one unit, clause → post.
    package func posts(for clauses: [String], unit: String) throws -> [String: DutyPost] {
        let assigned = try store.assigned(in: unit, reading.inForce)
        let open = try posts.posts(of: unit, reading.inForce)
        let receiving = open.first { $0.kind == .receiving }
        var known: [String: DutyPost] = [:]
        var result: [String: DutyPost] = [:]
        for clause in clauses {
            let own = try assigned[clause].flatMap { try self.open($0) }
            guard let post = own ?? receiving else { continue }
            let like = try known[post.id] ?? held(post, unit)
            known[post.id] = like
            result[clause] = DutyPost(
                clause: clause, unit: unit, post: post, isAssigned: own != nil, holders: like.holders,
                receiver: like.receiver, answering: like.answering)
        }
        return result
    }

    /// Clauses whose duty a post carries, by assignment or as the receiving post.
    package func clauses(of post: Post, in view: PlanView) throws -> [Duty] {
        let duties = view.duties(of: post.unit)
        let carried = try posts(for: Array(Set(duties.map(\.clause))), unit: post.unit)
        return duties.filter { carried[$0.clause]?.post?.id == post.id }
    }

    /// The post itself, or the one that it was closed in favour of; nil where it was closed for good.
    private func open(_ post: String) throws -> Post? {
        let open = try receivers.successor(of: post)
        guard try posts.closing(of: open, reading.inForce) == nil else { return nil }
        return try posts.post(open, reading.inForce)
    }

    private func held(_ post: Post, _ unit: String) throws -> DutyPost {
        let holders = try posts.holders(of: post.id, reading.inForce)
        let receiver = try receivers.receiver(of: post.id)
        let answering = try receiver.post.map { $0 == post.id ? holders : try posts.holders(of: $0, reading.inForce) }
        return DutyPost(
            clause: "", unit: unit, post: post, isAssigned: false, holders: holders, receiver: receiver,
            answering: answering ?? [])
    }
}
