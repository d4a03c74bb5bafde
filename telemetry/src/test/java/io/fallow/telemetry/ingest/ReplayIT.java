package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.OWN;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.message;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.rejects.RejectedCommand;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Rejects, as an operator lists, inspects and replays them. */
final class ReplayIT extends OnIngestStack {

  private final StringWriter printed = new StringWriter();

  @Test
  void readingsOfAnAssetThatIsRegisteredMeanwhileAreStoredExactlyOnce() throws Exception {
    Reading early = Reading.ofPower("late-1", NOW.minusSeconds(60), 7);
    stack.send(1, power(NOW, 5), early, Reading.ofPower("late-1", NOW, 8));
    awaitRejects(1);
    assertThat(run("list")).isZero();
    assertThat(printed()).contains("unknown-asset", "lakeside.gw-1", "1 in all.");

    String id = ids().get(0);
    assertThat(run("replay", id)).isEqualTo(1);
    assertThat(printed()).contains("refused again, unknown-asset: lakeside has no asset late-1");

    stack.asset("main", "late-1");
    assertThat(run("replay", "--reason", "unknown-asset")).isZero();
    assertThat(printed()).contains(id + ": readings stored: 2", "1 replayed, 0 not.");
    assertThat(run("replay", id)).isZero();
    assertThat(printed()).contains(id + ": replayed before");

    assertThat(stack.texts("SELECT power_w FROM reading ORDER BY power_w"))
        .containsExactly("5", "7", "8");
    assertThat(usageIsToldOf("late-1")).isTrue();
    assertThat(run("list")).isZero();
    assertThat(printed()).isEqualTo("0 in all.");
    assertThat(run("list", "--all", "--gateway", "lakeside.gw-1")).isZero();
    assertThat(printed()).contains("[replayed]");
  }

  @Test
  void anAttemptThatWasCutOffAfterItsWriteStoresNothingTwice() throws Exception {
    stack.send(1, Reading.ofPower("late-2", NOW, 7));
    awaitRejects(1);
    stack.asset("main", "late-2");
    String id = ids().get(0);
    run("replay", id);
    stack.execute("UPDATE rejected_message SET replayed_at = NULL, replay_outcome = NULL");

    assertThat(run("replay", id)).isZero();

    assertThat(printed()).contains("its readings had been stored before");
    assertThat(stack.readings()).isEqualTo(1);
  }

  @Test
  void aMessageOfAGatewayThatIsRegisteredMeanwhileKeepsItsNumber() throws Exception {
    String topic = "fallow/v1/lakeside/gw-new/readings";
    String payload = new String(message(9, power(NOW, 5)), StandardCharsets.UTF_8);
    stack.send(topic, payload);
    awaitRejects(1);

    withDatabase(
        database ->
            new Registry(database)
                .registerGateway(new GatewayAddress("lakeside", "gw-new"), "main", "secret"));
    assertThat(run("replay", "--gateway", "lakeside.gw-new")).isZero();
    stack.send(topic, payload);

    await().atMost(PATIENCE).until(() -> stack.counter("fallow.ingest.duplicates") == 1);
    assertThat(stack.readings()).isEqualTo(1);
  }

  @Test
  void whatIsWrongStillStaysAndWhatIsRightOfItIsStored() throws Exception {
    stack.send(OWN, "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"never\",\"powerW\":1}]}");
    stack.send(
        2, Reading.ofPower("late-3", NOW, 7), Reading.ofPower("late-3", NOW.plusSeconds(9_999), 7));
    awaitRejects(2);
    stack.asset("main", "late-3");

    assertThat(run("replay", "--since", "2026-11-21T00:00:00Z")).isEqualTo(1);

    assertThat(printed())
        .contains("refused again, invalid-value", "readings stored: 1, rejected again: 1");
    assertThat(stack.readings()).isEqualTo(1);
    assertThat(
            stack.texts(
                "SELECT reason FROM rejected_message WHERE replayed_at IS NULL ORDER BY reason"))
        .containsExactly("invalid-value", "time-in-future");
  }

  @Test
  void aPayloadThatAlsoHoldsReadingsThatWereStoredIsNotStoredAgain() throws Exception {
    stack.send(1, power(NOW, 5), Reading.ofPower("late-4", NOW, 7));
    awaitRejects(1);
    String whole =
        new String(
            message(1, power(NOW, 5), Reading.ofPower("late-4", NOW, 7)), StandardCharsets.UTF_8);
    stack.execute("UPDATE rejected_message SET payload = convert_to('" + whole + "', 'UTF8')");
    stack.asset("main", "late-4");

    assertThat(run("replay", ids().get(0))).isEqualTo(1);

    assertThat(printed()).contains("its payload holds other readings, too");
    assertThat(stack.readings()).isEqualTo(1);
  }

  @Test
  void aPayloadIsShownAsTextOrAsBytes() throws Exception {
    stack.send(OWN, "no JSON");
    awaitRejects(1);
    stack.send(OWN, "\u0007\u001b[2J");
    awaitRejects(2);

    assertThat(run("show", ids().get(0))).isZero();
    assertThat(printed())
        .contains("reason        unparsable", "payload       7 bytes")
        .endsWith("no JSON");
    assertThat(run("show", ids().get(1))).isZero();
    assertThat(printed()).endsWith("000000  07 1b 5b 32 4a");
    assertThat(run("show", "999999999")).isEqualTo(1);
  }

  @Test
  void aWrongCommandLineIsSaidSo() {
    assertThat(run("replay")).isEqualTo(2);
    assertThat(run("replay", "1", "--reason", "unparsable")).isEqualTo(2);
    assertThat(run("list", "--since", "yesterday")).isEqualTo(2);
    assertThat(run("list", "--gateway", "nobody")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  private void awaitRejects(int count) {
    await().atMost(PATIENCE).until(() -> stack.rejects() == count);
  }

  private List<String> ids() {
    return stack.texts("SELECT id FROM rejected_message ORDER BY id");
  }

  private boolean usageIsToldOf(String asset) {
    String sql =
        "SELECT count(*) FROM usage_mark m JOIN asset a ON a.id = ANY (asset_ids) WHERE code = '%s'";
    return !stack.texts(sql.formatted(asset)).equals(List.of("0"));
  }

  private int run(String... args) {
    printed.getBuffer().setLength(0);
    int[] code = new int[1];
    withDatabase(
        database -> {
          RejectedCommand command =
              new RejectedCommand(
                  work -> work.applyAsInt(database), Clock.fixed(NOW, ZoneOffset.UTC));
          PrintWriter out = new PrintWriter(new BufferedWriter(printed), true); // as a console's
          code[0] = new CommandLine(command).setOut(out).setErr(out).execute(args);
        });
    return code[0];
  }

  private String printed() {
    return printed.toString().strip();
  }

  private void withDatabase(Consumer<Database> work) {
    try (Database database =
        Database.open(
            new DatabaseConfig(
                "operator",
                stack.server.jdbcUrl(),
                stack.server.user(),
                stack.server.password(),
                1))) {
      work.accept(database);
    }
  }
}
