import Database

extension Migration {
    /// Which post of a unit a duty was assigned to; without a row it is the unit's receiving post.
    static let p006DutyPosts = Migration(
        "plan-006-duty-posts",
        """
        CREATE TABLE duty_posts (
            clause TEXT NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            post TEXT NOT NULL REFERENCES posts (id),
            PRIMARY KEY (clause, unit, valid_from, known_from)
        ) STRICT;
        CREATE INDEX duty_posts_by_unit ON duty_posts (unit);
        CREATE INDEX duty_posts_by_post ON duty_posts (post);
        """)
}
