package io.fallow.scheduler.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.audit.AuditCommand;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.audit.Sealer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The audit trail of a small world, and whoever has its database and may do what they like. */
final class Trail implements AutoCloseable {

  /** What the command said of it, line by line, and its exit code. */
  record Verdict(int exit, List<String> lines, String text) {

    boolean isSound() {
      return exit == 0;
    }

    /** The lines that name faults. */
    List<String> faults() {
      return lines.stream()
          .filter(line -> line.matches("\\S+( [0-9-]+)?  .*  [a-z ]+: .*"))
          .toList();
    }
  }

  final ApiWorld world;
  final AuditKeys keys;
  private final Connection superuser;

  Trail(Path folder) throws SQLException {
    world = new ApiWorld(folder);
    keys = AuditKeys.open(folder.resolve("audit.key"));
    superuser =
        DriverManager.getConnection(
            world.server.jdbcUrl(), world.server.user(), world.server.password());
  }

  /** Some changes by two organisations through the API; each is in its chain. */
  void changes() throws Exception {
    for (int hour = 18; hour < 22; hour++) {
      String id = book(ApiWorld.HANNA, hour).json().getString("id");
      if (hour % 2 == 0) {
        accepted(
            world.post(
                ApiWorld.HANNA, "/api/v1/reservations/" + id + "/cancel", "{\"reason\": \"no\"}"));
      }
      accepted(closeDay(ApiWorld.LENA, "2026-12-" + hour, "inventory"));
    }
    seal();
  }

  Reply book(Caller who, int hour) throws Exception {
    String body =
        """
        {"asset": "lakeside.mri-1", "purpose": "knees",
         "start": "2026-11-18T%d:00:00Z", "end": "2026-11-18T%d:30:00Z"}
        """;
    return accepted(world.post(who, "/api/v1/reservations", body.formatted(hour, hour)));
  }

  Reply closeDay(Caller who, String day, String reason) throws Exception {
    String body = "{\"reason\": \"" + reason + "\", \"hours\": []}";
    return world.send(
        world
            .as(who, "/api/v1/assets/lakeside.mri-1/exceptions/" + day)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static Reply accepted(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
    return reply;
  }

  /** Seals, as the scheduler's job does. */
  int seal() {
    return new Sealer(world.database, keys).seal();
  }

  /** Does what only a superuser can: past triggers and constraints. */
  void tamper(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The id of an organisation. */
  long organisation(String code) throws SQLException {
    return number("SELECT id FROM organisation WHERE code = '" + code + "'");
  }

  /** The entry of a number in an organisation's chain. */
  long entry(String code, long number) throws SQLException {
    return number(
        "SELECT entry_id FROM audit_seal WHERE organisation_id = %d AND number = %d"
            .formatted(organisation(code), number));
  }

  /** The first number of an organisation's chain that is about something. */
  long first(String code, String what) throws SQLException {
    return number(
        "SELECT min(number) FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id"
            + " WHERE s.organisation_id = %d AND what = '%s'".formatted(organisation(code), what));
  }

  long last(String code) throws SQLException {
    return number(
        "SELECT coalesce(max(number), 0) FROM audit_seal WHERE organisation_id = "
            + organisation(code));
  }

  /** Keeps a copy, to come back to. */
  void remember() throws SQLException {
    tamper(
        """
        CREATE TABLE kept_entry AS TABLE audit_entry;
        CREATE TABLE kept_seal AS TABLE audit_seal;
        CREATE TABLE kept_progress AS TABLE audit_progress;
        """);
  }

  /** Comes back to the copy. */
  void restore() throws SQLException {
    tamper(
        """
        TRUNCATE audit_entry, audit_seal, audit_progress;
        INSERT INTO audit_entry OVERRIDING SYSTEM VALUE TABLE kept_entry;
        INSERT INTO audit_seal TABLE kept_seal;
        INSERT INTO audit_progress TABLE kept_progress;
        """);
  }

  /** What {@code audit verify} says. */
  Verdict verify(String... options) {
    List<String> words = new ArrayList<>(List.of("verify"));
    words.addAll(List.of(options));
    return run(words);
  }

  Verdict run(List<String> words) {
    StringWriter said = new StringWriter();
    int exit =
        new CommandLine(new AuditCommand(work -> work.applyAsInt(world.database), () -> keys))
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(words.toArray(String[]::new));
    String text = said.toString();
    return new Verdict(exit, text.lines().toList(), text);
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
    world.close();
  }
}
