package io.fallow.scheduler.api.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Ways to do something to an entry, or to its place in the chain. */
final class RandomTampering {

  private static final List<String> ENTRY =
      List.of(
          "actor = actor || ' '",
          "at = at + interval '1 microsecond'",
          "what = 'asset'",
          "action = CASE action WHEN 'insert' THEN 'update' ELSE 'insert' END",
          "row_key = row_key || '0'",
          "before = CASE WHEN before IS NULL THEN '{}'::jsonb END",
          "after = CASE WHEN after IS NULL THEN '{}'::jsonb END",
          "after = coalesce(after, '{}') || '{\"purpose\": \"\"}' || '{\"z\": null}'",
          "organisation_id = organisation_id + 1");

  private static final List<String> SEAL =
      List.of(
          "made_at = made_at - interval '1 microsecond'",
          "sealed_at = sealed_at + interval '1 second'",
          "digest = sha256(digest)",
          "previous = sha256(previous)",
          "code = sha256(code)",
          "code = '\\x00'",
          "key_id = 'other'",
          "entry_id = entry_id + 1000000",
          "number = number + 1000000",
          "organisation_id = organisation_id + 1000000");

  private RandomTampering() {}

  static String of(Random random, Trail trail, String organisation, long number)
      throws SQLException {
    long id = trail.entry(organisation, number);
    String place =
        "organisation_id = %d AND number = %d".formatted(trail.organisation(organisation), number);
    return switch (random.nextInt(5)) {
      case 0, 1 -> "UPDATE audit_entry SET " + one(random, ENTRY) + " WHERE id = " + id;
      case 2 -> "UPDATE audit_seal SET " + one(random, SEAL) + " WHERE " + place;
      case 3 -> "DELETE FROM audit_entry WHERE id = " + id;
      default ->
          "DELETE FROM audit_entry WHERE id = " + id + "; DELETE FROM audit_seal WHERE " + place;
    };
  }

  private static String one(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
