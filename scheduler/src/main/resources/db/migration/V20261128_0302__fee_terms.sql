-- What giving a reservation up costs, as its terms were when it was confirmed; no row where that is
-- nothing. The arrays go together, the longest lead first: so many percent of the price, where it is
-- given up at least so many seconds before its start.
CREATE TABLE reservation_fee (
    reservation_id uuid PRIMARY KEY REFERENCES reservation,
    lead_s         bigint[] NOT NULL,
    percent        int[] NOT NULL
);

-- Of those that were confirmed before: as the terms are now.
INSERT INTO reservation_fee (reservation_id, lead_s, percent)
SELECT r.id, array_agg(lead ORDER BY lead DESC), array_agg(percent ORDER BY lead DESC)
FROM reservation r
JOIN asset a ON a.id = r.asset_id
CROSS JOIN LATERAL (
    SELECT p.terms -> 'cancellation' AS tiers FROM policy p
    WHERE p.owner_id = a.organisation_id AND p.terms ? 'cancellation'
      AND (p.agreement_id = r.agreement_id OR p.asset_id = a.id OR p.asset_type = a.type)
    ORDER BY p.agreement_id IS NULL, p.asset_id IS NULL
    LIMIT 1) said
CROSS JOIN LATERAL jsonb_to_recordset(
    CASE jsonb_typeof(said.tiers) WHEN 'array' THEN said.tiers ELSE '[]' END)
    AS tier ("atLeastBefore" interval, percent int)
CROSS JOIN LATERAL (SELECT extract(epoch FROM tier."atLeastBefore")::bigint AS lead) seconds
WHERE r.status IN ('CONFIRMED', 'IN_USE')
GROUP BY r.id;

-- Time that bookers gave up by moving or shortening what was confirmed, and owe something for, until
-- others have booked all of it.
CREATE TABLE given_up (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reservation_id uuid NOT NULL REFERENCES reservation,
    version        int NOT NULL,             -- the one without that time
    asset_id       int NOT NULL,
    during         tstzrange NOT NULL CHECK (NOT isempty(during)),
    percent        int NOT NULL CHECK (percent BETWEEN 1 AND 100), -- of the price of that time
    waived_at      timestamptz
);

CREATE INDEX ON given_up (reservation_id);
CREATE INDEX ON given_up USING gist (asset_id, during) WHERE waived_at IS NULL;
