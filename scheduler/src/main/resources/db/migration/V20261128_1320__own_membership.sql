-- Whether an organisation is a member of a circle: who acts for one is told of no other.
CREATE OR REPLACE FUNCTION is_member(organisation int, circle int) RETURNS boolean
    STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN organisation = coalesce(acting_organisation(), organisation) AND EXISTS (
        SELECT FROM circle_member m
        WHERE m.circle_id = circle AND m.organisation_id = organisation AND upper_inf(m.during));
END $$;
CALL entrust('is_member(int, int)', 'fallow_api');
