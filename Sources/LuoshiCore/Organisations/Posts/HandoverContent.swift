/// What passes with a post, as this floor knows it: what lies open, what was sent on, who was empowered.
struct HandoverContent {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    func sheet(of post: Post) throws -> HandoverSheet {
        let unit = try UnitStore(reading.session).unit(post.unit, on: reading.inForce)
        return HandoverSheet(
            unitName: unit?.name ?? post.unit, postTitle: post.title,
            sections: [try open(post), try delegated(post), try powers(post)])
    }

    private func open(_ post: Post) throws -> HandoverSheet.Section {
        let lines = try PostWork(reading).open(at: post.id).map { item, place in
            HandoverSheet.Line(
                text: item.title, detail: "来自\(item.senderName)，\(item.createdOn) 收到", address: item.address,
                due: place.due)
        }
        return .init(title: "未办结事项", lines: lines)
    }

    private func delegated(_ post: Post) throws -> HandoverSheet.Section {
        let titles = AddressTitles(reading)
        let store = InboxStore(reading.session)
        let lines = try PostWork(reading).delegated(from: post.id).map { item, place in
            let now = try store.place(of: item.id, reading.inForce)
            let with = try now.map { try titles.title(of: $0.at) } ?? "—"
            return HandoverSheet.Line(
                text: item.title, detail: "已转\(with)办理", address: item.address, due: now?.due ?? place.due)
        }
        return .init(title: "已转办、待跟踪事项", lines: lines)
    }

    private func powers(_ post: Post) throws -> HandoverSheet.Section {
        let found = try MandateStore(reading.session).delegations(of: post.id, on: reading.day)
        let lines = found.map { mandate, name in
            HandoverSheet.Line(
                text: "\(mandate.kind.title)：\(name)", detail: "依据 \(mandate.basis)，随交接终止", due: mandate.until)
        }
        return .init(title: "授权", lines: lines)
    }
}
