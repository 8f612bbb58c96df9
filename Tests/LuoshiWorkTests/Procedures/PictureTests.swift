import LuoshiCore
import LuoshiWork
import Testing

@Suite struct PictureTests {
    private static func procedure(_ text: String = TinyProcedures.certification) throws -> Procedure {
        try #require(Procedure.all(in: TinyProcedures.files(text)).values.first)
    }

    @Test func `every state has a box on the paper and no two boxes touch`() throws {
        let procedure = try Self.procedure()
        let picture = ProcedurePicture(procedure)
        #expect(picture.boxes.map(\.state) == procedure.states.map(\.key))
        for (index, box) in picture.boxes.enumerated() {
            #expect(box.x >= 0 && box.y >= 0)
            #expect(box.x + box.width <= picture.width && box.y + box.height <= picture.height)
            for other in picture.boxes.dropFirst(index + 1) {
                let apart =
                    box.x + box.width < other.x || other.x + other.width < box.x || box.y + box.height < other.y
                    || other.y + other.height < box.y
                #expect(apart, "\(box.state) and \(other.state)")
            }
        }
    }

    @Test func `every way has an arrow with its title, and ways back run beneath the boxes`() throws {
        let procedure = try Self.procedure()
        let picture = ProcedurePicture(procedure)
        for way in procedure.ways {
            let arrow = try #require(picture.arrows.first { $0.from == way.from && $0.to == way.to })
            #expect(arrow.label.contains(way.title))
            #expect(!arrow.path.isEmpty)
            #expect(arrow.labelX > 0 && arrow.labelX < picture.width && arrow.labelY < picture.height)
        }
        let bottom = picture.boxes.map { $0.y + $0.height }.max() ?? 0
        #expect(picture.arrows.filter(\.isBack).count == 4)
        for arrow in picture.arrows where arrow.isBack { #expect(arrow.labelY > bottom) }
    }

    @Test func `a case goes from left to right`() throws {
        let picture = ProcedurePicture(try Self.procedure())
        for arrow in picture.arrows where !arrow.isBack {
            let from = try #require(picture.boxes.first { $0.state == arrow.from })
            let to = try #require(picture.boxes.first { $0.state == arrow.to })
            #expect(from.x + from.width < to.x)
        }
    }

    @Test func `a long title is cut into even lines within its box`() throws {
        let text = TinyProcedures.certification.replacing("title: 审核,", with: "title: 由市科技局会同有关部门审核,")
        let box = try #require(ProcedurePicture(try Self.procedure(text)).boxes.first { $0.state == "review" })
        #expect(box.lines == ["由市科技局会同", "有关部门审核"])
        #expect(box.width >= 7 * 15)
    }

    @Test func `a label wider than its lane does not run off the paper`() throws {
        let title = "退回并由原单位重新核对后再次提交办理"
        let text = TinyProcedures.certification.replacing("title: 退回,", with: "title: \(title),")
        let picture = ProcedurePicture(try Self.procedure(text))
        let arrow = try #require(picture.arrows.first { $0.isBack && $0.from == "review" && $0.to == "draft" })
        // Half of it, in characters as wide as they are high.
        #expect(arrow.labelX >= title.count * 13 / 2)
    }
}
