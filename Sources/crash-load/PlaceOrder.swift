import Database
import LuoshiCore

/// Writes an order with three lines, counts it in the total, and publishes an event: whole or not at all.
struct PlaceOrder: Command {
    static let name = "crash.place_order"
    static let lines = 3
    let id: String
    let amount: Int

    /// The order's number, from 1 without gaps, and the amount of all orders up to it.
    struct Outcome: Codable, Sendable, Equatable {
        let number: Int
        let total: Int
    }

    var permission: Permission { "crash.place_order" }
    func subjects(in reading: Reading) -> [Subject] { [.city] }
    func locks(in reading: Reading) -> [LockKey] { ["crash-total"] }

    func run(_ change: inout Change) throws -> Outcome {
        let session = change.session
        let before: Outcome? = try session.first("SELECT orders, amount FROM crash_totals WHERE name = 'all'") {
            Outcome(number: try $0["orders"], total: try $0["amount"])
        }
        let outcome = Outcome(number: (before?.number ?? 0) + 1, total: (before?.total ?? 0) + amount)
        try session.execute(
            "INSERT INTO crash_orders (id, number, amount) VALUES (\(id), \(outcome.number), \(amount))")
        try session.executeBatch(1...Self.lines) { position in
            let share = position < Self.lines ? amount / Self.lines : amount - amount / Self.lines * (Self.lines - 1)
            return "INSERT INTO crash_lines (id, position, amount) VALUES (\(id), \(position), \(share))"
        }
        try session.execute(
            """
            INSERT INTO crash_totals (name, orders, amount) VALUES ('all', \(outcome.number), \(outcome.total))
            ON CONFLICT (name) DO UPDATE SET orders = excluded.orders, amount = excluded.amount
            """)
        change.touches("order:\(id)")
        change.publish(OrderPlaced(id: id, amount: amount))
        return outcome
    }
}

/// An order was placed.
struct OrderPlaced: Event {
    static let name = "crash.order_placed"
    let id: String
    let amount: Int
}

extension EventHandler {
    static let noticeOrder = EventHandler("notice-order", on: OrderPlaced.self) { event, change in
        try change.session.execute("INSERT INTO crash_notices (id, amount) VALUES (\(event.id), \(event.amount))")
    }
}
