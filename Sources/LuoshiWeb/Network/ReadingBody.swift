import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

extension Request {
    /// The body of at most `limit` bytes, if it comes within half a minute, or a second for every 32 KiB of the limit; a client
    /// that is slower is cut off, so that it holds no place.
    func collectBody(upTo limit: Int, _ context: SiteContext) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw Refusal.tooLarge(limit) }
        let patience = context.patience ?? .seconds(max(30, limit / 32_768))
        let body = body
        do {
            return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
                group.addTask { try await body.collect(upTo: limit) }
                group.addTask {
                    try await Task.sleep(for: patience)
                    throw Refusal("too_slow", status: 408, "提交的内容没有在规定时间内传完，未做任何改动。请检查网络后再试。")
                }
                defer { group.cancelAll() }
                return try await group.next() ?? ByteBuffer()
            }
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(limit)
        } catch let refusal as Refusal {
            // After the answer has gone out there is nothing more to read from this connection.
            context.channel.eventLoop.scheduleTask(in: .milliseconds(500)) { [channel = context.channel] in
                channel.close(promise: nil)
            }
            throw refusal
        } catch {
            // Not as HTTP has it, or cut off in the middle: nothing of ours went wrong.
            throw Refusal("broken_body", status: 400, "提交的内容没有完整送到，未做任何改动。请重新提交。")
        }
    }
}

extension Refusal {
    static func tooLarge(_ limit: Int) -> Refusal {
        let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit >> 10) KB"
        return Refusal("too_large", status: 413, "提交的内容超过 \(size)，未做任何改动。请减小后再试。")
    }
}
