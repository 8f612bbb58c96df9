import ArgumentParser
import CEL
import Foundation

/// `luoshi cel EXPR`: evaluates an expression, shows its checked tree, or runs conformance files.
struct CELCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cel", abstract: "计算一个表达式（CEL），或运行一致性用例。",
        discussion: """
            luoshi cel "score >= 71 && region in ['451002']" --data '{"score": 80, "region": "451002"}'
            luoshi cel "due - today < duration('720h')" --data '{…}' --type due=timestamp --type today=timestamp
            luoshi cel --conformance ../shared/cel-conformance/*.json
            """)

    @Argument(help: "表达式。") var expression: String?
    @Option(help: "变量的值：一个 JSON 对象，每个成员是一个变量。") var data: String = "{}"
    @Option(help: "变量的类型，如 amount=decimal、due=timestamp；不写的按 JSON 的值推断。") var type: [String] = []
    @Flag(help: "不计算，输出检查后的语法树（JSON）。") var tree = false
    @Option(parsing: .upToNextOption, help: "一致性用例文件。") var conformance: [String] = []

    func validate() throws {
        if expression == nil && conformance.isEmpty { throw ValidationError("请写一个表达式，或用 --conformance 指定用例文件。") }
        if expression != nil && !conformance.isEmpty { throw ValidationError("表达式和 --conformance 只能用一个。") }
    }

    func run() throws {
        guard let expression else { return try runConformance() }
        do {
            let (environment, values) = try variables()
            if tree {
                print(try environment.check(expression).json)
            } else {
                print(try environment.compile(expression).evaluate(values).json)
            }
        } catch let failure as CompilationFailure {
            warn(failure.description)
            throw ExitCode(65)
        } catch let failure as EvaluationFailure {
            warn(failure.description)
            throw ExitCode(65)
        }
    }

    /// The declared variables and their values.
    private func variables() throws -> (Environment, [String: Value]) {
        let json: JSONText
        do { json = try JSONText(Array(data.utf8)) } catch {
            throw ValidationError("--data 不是 JSON：第 \(error.offset + 1) 个字节处：\(error.message)")
        }
        guard case .object(let members) = json else {
            throw ValidationError("--data 应是一个 JSON 对象，如 {\"score\": 80}")
        }
        var environment = Environment()
        var types: [String: ValueType] = [:]
        for text in type {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let type = ValueType(notation: parts[1]) else {
                throw ValidationError("--type 应写成 名字=类型，如 amount=decimal；“\(text)”不是")
            }
            types[parts[0]] = type
            environment.declare(parts[0], type)
        }
        var values: [String: Value] = [:]
        for (name, member) in members {
            let type = types[name]
            guard let value = type.map({ Value(json: member, as: $0) }) ?? Value(json: member) else {
                throw ValidationError("变量 \(name) 的值不是 \(type?.description ?? "")")
            }
            values[name] = value
            if type == nil { environment.declare(name, value.type) }
        }
        return (environment, values)
    }

    private func runConformance() throws {
        var run = ConformanceRun()
        for path in conformance {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw ValidationError("无法读取 \(path)")
            }
            run.run([UInt8](bytes), file: (path as NSString).lastPathComponent)
        }
        for failure in run.failures { print(failure) }
        print(run.summary)
        if !run.failures.isEmpty { throw ExitCode.failure }
    }
}
