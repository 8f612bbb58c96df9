-- Fills the tables of figures as the rollup would have left them: 300 indicators, 36 months from January 2021, every unit. The
-- same text for SQLite and PostgreSQL.
--
-- The amount of indicator n, unit u, month m is (n * 7 + m * 31) % 500 + 1 + u * 13 % 500: one part of the indicator and the month,
-- one of the unit, so that sums of units are a product and a sum. What stands by records changes on day (n * 5 + u * 3) % 28 + 1.
CREATE TABLE bench_numbers (n INTEGER PRIMARY KEY);
INSERT INTO bench_numbers
WITH RECURSIVE counted (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < 9999) SELECT n FROM counted;

CREATE TABLE bench_indicators (number INTEGER PRIMARY KEY, key TEXT, n INTEGER, factor BIGINT, stands INTEGER, reported INTEGER);
INSERT INTO bench_indicators
SELECT number, key, CAST(SUBSTR(key, 3) AS INTEGER), CASE SUBSTR(key, 1, 1) WHEN 'c' THEN 1 ELSE 1000000 END,
    CASE SUBSTR(key, 2, 1) WHEN 's' THEN 1 ELSE 0 END, CASE SUBSTR(key, 1, 1) WHEN 'c' THEN 1 ELSE 0 END
FROM figure_indicators;

CREATE TABLE bench_months (m INTEGER PRIMARY KEY, code INTEGER, last INTEGER, next INTEGER);
INSERT INTO bench_months
SELECT n, (2021 + n / 12) * 100 + n % 12 + 1,
    CASE n % 12 + 1 WHEN 2 THEN CASE (2021 + n / 12) % 4 WHEN 0 THEN 29 ELSE 28 END
        WHEN 4 THEN 30 WHEN 6 THEN 30 WHEN 9 THEN 30 WHEN 11 THEN 30 ELSE 31 END,
    (2021 + (n + 1) / 12) * 100 + (n + 1) % 12 + 1
FROM bench_numbers WHERE n < 48;

-- Every unit with the institutions beneath it, by the part of the month in which what they have changes; u counts institutions.
CREATE TABLE bench_days (unit INTEGER, r INTEGER, leaves INTEGER, own BIGINT, PRIMARY KEY (unit, r));
INSERT INTO bench_days
SELECT above.number, leaf.u * 3 % 28, COUNT(*), SUM(leaf.u * 13 % 500)
FROM (SELECT f.unit, CAST(SUBSTR(f.unit, 6) AS INTEGER) AS u FROM figure_units f WHERE f.unit LIKE '%-%') leaf
JOIN figure_units above ON above.unit IN (leaf.unit, SUBSTR(leaf.unit, 1, 4), '9000')
GROUP BY above.number, leaf.u * 3 % 28;
CREATE TABLE bench_units (unit INTEGER PRIMARY KEY, leaves INTEGER, own BIGINT);
INSERT INTO bench_units SELECT unit, SUM(leaves), SUM(own) FROM bench_days GROUP BY unit;

CREATE TABLE bench_parts (m INTEGER, indicator INTEGER, x INTEGER, dx INTEGER, PRIMARY KEY (m, indicator));
INSERT INTO bench_parts
SELECT m.m, i.number, (i.n * 7 + m.m * 31) % 500 + 1,
    (i.n * 7 + m.m * 31) % 500 + 1 - CASE m.m WHEN 0 THEN 0 ELSE (i.n * 7 + (m.m - 1) * 31) % 500 + 1 END
FROM bench_months m CROSS JOIN bench_indicators i WHERE m.m < {months};

CREATE TABLE bench_flows (period INTEGER, indicator INTEGER, x BIGINT, times INTEGER, factor BIGINT, PRIMARY KEY (period, indicator));
INSERT INTO bench_flows
SELECT m.code, p.indicator, p.x, 1, i.factor
FROM bench_parts p JOIN bench_months m ON m.m = p.m JOIN bench_indicators i ON i.number = p.indicator WHERE i.stands = 0
UNION ALL
SELECT m.code / 100 * 100, p.indicator, SUM(p.x), COUNT(*), i.factor
FROM bench_parts p JOIN bench_months m ON m.m = p.m JOIN bench_indicators i ON i.number = p.indicator WHERE i.stands = 0
GROUP BY m.code / 100, p.indicator, i.factor;

INSERT INTO figure_flows (period, unit, indicator, amount, parts)
SELECT p.period, u.unit, b.indicator, (u.leaves * b.x + u.own * b.times) * b.factor, u.leaves * b.times
FROM (SELECT DISTINCT period FROM bench_flows ORDER BY period) p CROSS JOIN bench_units u CROSS JOIN bench_flows b
WHERE b.period = p.period;

INSERT INTO figure_openings (month, unit, indicator, amount, parts)
SELECT m.next, u.unit, p.indicator, (u.leaves * p.x + u.own) * i.factor, u.leaves
FROM bench_months m CROSS JOIN bench_units u CROSS JOIN bench_indicators i CROSS JOIN bench_parts p
WHERE i.stands = 1 AND m.m < 42 AND p.indicator = i.number AND p.m = CASE WHEN m.m < {months} THEN m.m ELSE {months} - 1 END;

INSERT INTO figure_changes (month, unit, indicator, day, amount, parts)
SELECT m.code, d.unit, p.indicator, (i.n * 5 + d.r) % 28 + 1,
    (d.leaves * p.dx + CASE m.m WHEN 0 THEN d.own ELSE 0 END) * i.factor, CASE m.m WHEN 0 THEN d.leaves ELSE 0 END
FROM bench_months m CROSS JOIN bench_days d CROSS JOIN bench_indicators i CROSS JOIN bench_parts p
WHERE i.stands = 1 AND i.reported = 0 AND p.m = m.m AND p.indicator = i.number;

INSERT INTO figure_changes (month, unit, indicator, day, amount, parts)
SELECT m.code, u.unit, p.indicator, m.last,
    (u.leaves * p.dx + CASE m.m WHEN 0 THEN u.own ELSE 0 END) * i.factor, CASE m.m WHEN 0 THEN u.leaves ELSE 0 END
FROM bench_months m CROSS JOIN bench_units u CROSS JOIN bench_indicators i CROSS JOIN bench_parts p
WHERE i.stands = 1 AND i.reported = 1 AND p.m = m.m AND p.indicator = i.number;

-- The values themselves, as reports brought them; read for `submit` alone.
INSERT INTO collected_values
    (period, unit, indicator, version, given, amount, status, available_on, source, entered_by, known_from)
SELECT m.code, f.unit, i.key, 1, p.x + CAST(SUBSTR(f.unit, 6) AS INTEGER) * 13 % 500, p.x + CAST(SUBSTR(f.unit, 6) AS INTEGER) * 13 % 500,
    'quick', '2024-01-10', 'report:' || f.unit || '-' || m.m, '县报送', '2024-01-10'
FROM bench_months m CROSS JOIN figure_units f CROSS JOIN bench_indicators i CROSS JOIN bench_parts p
WHERE {values} = 1 AND f.unit LIKE '%-%' AND i.reported = 1 AND p.m = m.m AND p.indicator = i.number;
