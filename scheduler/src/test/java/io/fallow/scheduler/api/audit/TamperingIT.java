package io.fallow.scheduler.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.audit.Trail.Verdict;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.audit.Sealer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever has the whole database, but not the key, changes what was done through the API: the
 * command finds it, names it and dates it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingIT {

  private static final String HANNA = "hanna@harbor-clinic";

  private Trail trail;
  private long victim;
  private Path folder;

  @BeforeAll
  void begin(@TempDir Path temp) throws Exception {
    folder = temp;
    trail = new Trail(temp);
    trail.changes();
    victim = trail.first("harbor-clinic", "reservation");
    trail.remember();
  }

  @AfterAll
  void end() throws Exception {
    trail.close();
  }

  @AfterEach
  void restore() throws Exception {
    trail.restore();
    assertThat(trail.verify().lines()).last().asString().endsWith("sound.");
  }

  /**
   * Something done to the first booking in harbor-clinic's chain.
   *
   * @param sql with {@code {id}}, {@code {next}}, their numbers {@code {n}} and {@code {m}}, and
   *     others
   * @param said after the number and its time
   */
  private record Case(String name, String sql, String said) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "who it was",
            "UPDATE audit_entry SET actor = 'sven@nowhere' WHERE id = {id}",
            "changed: entry {id} was changed; it says now: .* by sven@nowhere"),
        new Case(
            "when it was",
            "UPDATE audit_entry SET at = '2026-01-01T00:00:00Z' WHERE id = {id}",
            "changed: entry {id} was changed, dated 2026-01-01T00:00:00Z; .*"),
        new Case(
            "what it was before",
            "UPDATE audit_entry SET before = '{\"status\": \"HELD\"}' WHERE id = {id}",
            "changed: entry {id} was changed; .* by " + HANNA),
        new Case(
            "what it is since",
            "UPDATE audit_entry SET after = after || '{\"status\": \"DECLINED\"}' WHERE id = {id}",
            "changed: entry {id} was changed; .* by " + HANNA),
        new Case(
            "which row it was",
            "UPDATE audit_entry SET row_key = 'other' WHERE id = {id}",
            "changed: .* reservation.* other by .*"),
        new Case(
            "for whom it was",
            "UPDATE audit_entry SET organisation_id = {other} WHERE id = {id}",
            "changed: entry {id} was changed, moved to lakeside; .*"),
        new Case(
            "an entry deleted",
            "DELETE FROM audit_entry WHERE id = {id}",
            "deleted: entry {id} is gone"),
        new Case(
            "two entries swapped",
            """
            UPDATE audit_entry e SET actor = o.actor, at = o.at, what = o.what, action = o.action,
                row_key = o.row_key, before = o.before, after = o.after
            FROM audit_entry o WHERE (e.id, o.id) IN (({id}, {next}), ({next}, {id}))
            """,
            "reordered: entry {id} has what number {m} of harbor-clinic had: .*"),
        new Case(
            "two seals swapped",
            """
            UPDATE audit_seal SET number = -number WHERE organisation_id = {org} AND number IN ({n}, {m});
            UPDATE audit_seal SET number = {n} + {m} + number WHERE number < 0
            """,
            "reordered: entry {next} was sealed as number {m} of harbor-clinic"),
        new Case(
            "another digest, too",
            "UPDATE audit_entry SET actor = 'x@y' WHERE id = {id};"
                + "UPDATE audit_seal SET digest = sha256('x') WHERE entry_id = {id}",
            "forged seal: the seal of entry {id} was changed, or made without the key"),
        new Case(
            "a seal's time",
            "UPDATE audit_seal SET made_at = made_at - interval '1 day' WHERE entry_id = {id}",
            "forged seal: .*"),
        new Case(
            "what stood before",
            "UPDATE audit_seal SET previous = sha256('x') WHERE entry_id = {id}",
            "forged seal: .*"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWasChangedDeletedOrReorderedIsNamedAndDated(Case done) throws Exception {
    String madeAt = madeAt("harbor-clinic", victim);
    String said = filled(done.said());
    trail.tamper(filled(done.sql()));

    Verdict verdict = trail.verify();

    assertThat(verdict.exit()).isEqualTo(1);
    String time = done.name().equals("a seal's time") ? "\\S+" : dated(done, madeAt);
    assertThat(verdict.faults())
        .anySatisfy(
            line ->
                assertThat(line).matches("harbor-clinic " + victim + "  " + time + "  " + said));
  }

  /** Where a seal was moved, its time is its own. */
  private static String dated(Case done, String madeAt) {
    return done.name().equals("two seals swapped") ? "\\S+" : madeAt;
  }

  private String filled(String text) throws Exception {
    return text.replace("{id}", trail.entry("harbor-clinic", victim) + "")
        .replace("{next}", trail.entry("harbor-clinic", victim + 1) + "")
        .replace("{n}", victim + "")
        .replace("{m}", victim + 1 + "")
        .replace("{org}", trail.organisation("harbor-clinic") + "")
        .replace("{other}", trail.organisation("lakeside") + "");
  }

  private String madeAt(String organisation, long number) throws Exception {
    long micros =
        trail.number(
            "SELECT extract(epoch FROM at) * 1000000 FROM audit_entry WHERE id = "
                + trail.entry(organisation, number));
    return Instant.ofEpochSecond(0, micros * 1_000).toString();
  }

  @Test
  void whatWasTakenOutOfTheMiddleWithItsSealIsNamedByItsNumbersAndNeighbours() throws Exception {
    String said =
        "harbor-clinic %1$d-%2$d  between %3$s and %4$s  missing: numbers %1$d to %2$d are gone, entries and seals"
            .formatted(
                victim,
                victim + 1,
                madeAt("harbor-clinic", victim - 1),
                madeAt("harbor-clinic", victim + 2));
    trail.tamper(
        filled(
            "DELETE FROM audit_entry WHERE id IN ({id}, {next});"
                + "DELETE FROM audit_seal WHERE organisation_id = {org} AND number IN ({n}, {m})"));

    assertThat(trail.verify().faults()).containsExactly(said);
  }

  @Test
  void anEndThatWasCutOffIsMissedByAnExportedHead() throws Exception {
    Path head = Files.writeString(folder.resolve("head.json"), trail.run(List.of("head")).text());
    assertThat(trail.verify("--head", head.toString()).isSound()).isTrue();
    long last = trail.last("harbor-clinic");
    String gone = madeAt("harbor-clinic", last);
    String left = madeAt("harbor-clinic", last - 1);
    trail.tamper(
        "DELETE FROM audit_entry WHERE id = "
            + trail.entry("harbor-clinic", last)
            + filled(
                "; DELETE FROM audit_seal WHERE organisation_id = {org} AND number = " + last));

    assertThat(trail.verify().isSound()).as("nothing in the database tells").isTrue();
    assertThat(trail.verify("--head", head.toString()).faults())
        .containsExactly(
            "harbor-clinic %d  between %s and %s  truncated: the chain went up to number %d when its head was exported"
                .formatted(last, left, gone, last));

    trail.closeDay(ApiWorld.LENA, "2027-01-02", "more");
    trail.book(ApiWorld.HANNA, 22);
    trail.seal();
    assertThat(trail.verify("--head", head.toString()).faults())
        .anySatisfy(
            line -> assertThat(line).contains("harbor-clinic " + last).contains("replaced"));
  }

  @Test
  void aHeadThatWasNotSealedHereIsNoAnchor() throws Exception {
    String head = trail.run(List.of("head", "--organisation", "lakeside")).text();
    Path forged = folder.resolve("forged.json");
    Files.writeString(forged, head.replaceAll("\"number\" : \\d+", "\"number\" : 99"));

    assertThat(trail.verify("--head", forged.toString()).faults())
        .singleElement()
        .asString()
        .contains("lakeside 99", "foreign head");
    Files.writeString(forged, "{\"heads\": [{\"number\": 1}]}");
    assertThat(trail.verify("--head", forged.toString()).exit()).isEqualTo(2);
  }

  private static final String FORGED =
      """
      INSERT INTO audit_entry (id, organisation_id, actor, at, what, action, row_key)
      OVERRIDING SYSTEM VALUE
      VALUES (%s, {org}, 'hanna@harbor-clinic', %s, 'reservation', 'delete', 'x')
      """;

  @Test
  void anEntryThatWasSlippedInWhereAllIsSealedHasNoSeal() throws Exception {
    trail.tamper(filled(FORGED.formatted("-7", "now()")));
    trail.seal();

    assertThat(trail.verify().faults())
        .singleElement()
        .asString()
        .contains("harbor-clinic", "unsealed: entry -7 was slipped in", HANNA);
  }

  @Test
  void anEntryThatIsDatedBackStandsOutThoughItWasSealed() throws Exception {
    trail.tamper(filled(FORGED.formatted("900000", "now() - interval '3 days'")));
    trail.seal();

    assertThat(trail.verify().faults())
        .singleElement()
        .asString()
        .contains("harbor-clinic", "misdated: says that it was made before what is older");
  }

  @Test
  void anEntryThatIsDatedAheadStandsOut() throws Exception {
    trail.tamper(filled(FORGED.formatted("900000", "now() + interval '3 days'")));
    trail.seal();

    assertThat(trail.verify().faults())
        .singleElement()
        .asString()
        .contains("harbor-clinic", "misdated: says that it was made later than it was sealed");
  }

  @Test
  void aChainThatWasMadeAnewWithAnotherKeyIsNotBelieved() throws Exception {
    AuditKeys others = AuditKeys.open(folder.resolve("others.key"));
    String reset = "TRUNCATE audit_seal; UPDATE audit_progress SET through = 0, next_id = 0";
    trail.tamper("UPDATE audit_entry SET actor = 'x@y' WHERE actor LIKE 'hanna%'; " + reset);
    new Sealer(trail.world.database, others).seal();

    Verdict verdict = trail.verify("--organisation", "harbor-clinic");

    assertThat(verdict.faults())
        .singleElement()
        .asString()
        .contains("harbor-clinic 1-" + trail.last("harbor-clinic"), "unknown key");

    String ours = keyId(trail.run(List.of("head")).text());
    trail.tamper("UPDATE audit_seal SET key_id = '" + ours + "'");
    assertThat(trail.verify("--organisation", "harbor-clinic").faults())
        .allSatisfy(line -> assertThat(line).contains("unknown key"));
    trail.restore();
    ours = keyId(trail.run(List.of("head")).text());
    trail.tamper(reset);
    new Sealer(trail.world.database, others).seal();
    trail.tamper("UPDATE audit_seal SET key_id = '" + ours + "'");
    assertThat(trail.verify("--organisation", "harbor-clinic").faults())
        .hasSize((int) trail.last("harbor-clinic"))
        .allSatisfy(line -> assertThat(line).contains("forged seal"));
  }

  private static String keyId(String heads) {
    return heads.replaceAll("(?s).*?\"key\" : \"([0-9a-f]+)\".*", "$1");
  }

  @Test
  void aKeyThatWasReplacedIsBelievedAsLongAsItIsInTheFile() throws Exception {
    Path both = folder.resolve("both.key");
    Path fresh = folder.resolve("fresh.key");
    AuditKeys.open(fresh);
    String old = Files.readString(folder.resolve("audit.key"));
    Files.writeString(both, Files.readString(fresh) + old);
    trail.book(ApiWorld.HANNA, 23);
    new Sealer(trail.world.database, AuditKeys.read(both)).seal();

    assertThat(trail.verify("--key-file", both.toString()).isSound()).isTrue();
    assertThat(trail.verify("--key-file", fresh.toString()).faults()).isNotEmpty();
    assertThat(trail.verify().faults()).singleElement().asString().contains("unknown key");
  }

  @Test
  void aTableThatIsNotWrittenDownAnyMoreIsNamed() throws Exception {
    trail.tamper("ALTER TABLE reservation DISABLE TRIGGER audit_update");
    trail.tamper("ALTER TABLE audit_entry DISABLE TRIGGER append_only");

    assertThat(trail.verify().faults())
        .containsExactly(
            "(platform)  now  unwatched: table audit_entry has no trigger append_only at work",
            "(platform)  now  unwatched: table reservation has no trigger audit_update at work");
    trail.tamper("ALTER TABLE reservation ENABLE TRIGGER audit_update");
    trail.tamper("ALTER TABLE audit_entry ENABLE TRIGGER append_only");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whateverIsDoneToWhateverEntryIsFound(int seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 25; round++) {
      String organisation = random.nextBoolean() ? "lakeside" : "harbor-clinic";
      long number = 1L + random.nextInt((int) trail.last(organisation) - 1);
      String sql = RandomTampering.of(random, trail, organisation, number);
      trail.tamper(sql);

      Verdict verdict = trail.verify();

      assertThat(verdict.exit()).as(sql).isEqualTo(1);
      assertThat(verdict.faults())
          .as(sql + "\n" + verdict.text())
          .anyMatch(line -> names(line, organisation, number));
      trail.restore();
    }
  }

  private static boolean names(String line, String organisation, long number) {
    String[] words = line.split(" +", 3);
    if (!words[0].equals(organisation) || !words[1].matches("[0-9-]+")) {
      return false;
    }
    String[] range = words[1].split("-", -1);
    return Long.parseLong(range[0]) <= number && number <= Long.parseLong(range[range.length - 1]);
  }
}
