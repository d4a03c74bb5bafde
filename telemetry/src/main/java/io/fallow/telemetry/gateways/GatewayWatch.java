package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second at what the ledger has got, notes which messages of a gateway are missing and
 * who is online, and tells gateways what is stored. For a gateway that was shut out it says {@code
 * offline}, as that one can't. Of several instances one does it at a time; which one may change
 * from second to second. Runs on a thread of its own.
 */
public final class GatewayWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayWatch.class);
  private static final long EVERY_MS = 1_000;
  private static final long CLOSING_MS = 15_000;

  private final Database database;
  private final Voice voice;
  private final Traffic traffic;
  private final GatewayMeters meters;
  private final Thread thread = new Thread(this::work, "gateway-watch");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<GatewayAddress, List<Confirmation>> told = new HashMap<>();
  private final Map<GatewayAddress, SaidHealth> said = new HashMap<>();
  private final Pings pings = new Pings(System::nanoTime);
  private Map<GatewayAddress, Boolean> online = Map.of();
  private long toldOn;
  private boolean failing;

  /** Does nothing until it is started. */
  public GatewayWatch(Database database, Voice voice, Traffic traffic, MeterRegistry meters) {
    this.database = database;
    this.voice = voice;
    this.traffic = traffic;
    this.meters = new GatewayMeters(meters);
    thread.setDaemon(true);
  }

  /** Begins, and returns at once. */
  public void start() {
    thread.start();
  }

  private void work() {
    try {
      while (!closing.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException leaving) {
      LOG.debug("Gateways are no longer watched");
    } finally {
      voice.close();
    }
  }

  /** One look, and what is counted; whatever fails is tried again. */
  void look() {
    try {
      traffic.flush(database);
      cycle();
      meters.look(database);
      failing = false;
    } catch (StoreException outage) {
      toldOn = 0; // what changed before it is no longer news when it is over
      LOG.debug("Gateways are not told what is stored: {}", outage.getMessage());
    } catch (RuntimeException | Error bug) { // or the thread would be gone for good
      if (!failing) {
        LOG.error("Gateways could not be watched, which is tried again", bug);
      }
      failing = true;
    }
  }

  /** One look; whether it was this instance's turn. */
  boolean cycle() {
    long connection = voice.connection();
    boolean all = connection != toldOn;
    said.putAll(voice.takeHealth());
    Optional<Map<GatewayAddress, List<Confirmation>>> known =
        database.inTransaction(
            each -> {
              if (!mayLook(each)) {
                return Optional.empty();
              }
              new LedgerScan(each).run();
              if (connection != 0) {
                online = online(each);
                Statuses.keep(each, online);
                Healths.keep(each, said);
              }
              return Optional.of(Confirmations.read(each, all));
            });
    if (known.isPresent() && connection != 0) {
      said.clear();
      tell(known.get(), connection);
      pings.send(voice, connection, online);
    }
    return known.isPresent();
  }

  private Map<GatewayAddress, Boolean> online(Connection connection) throws SQLException {
    Map<GatewayAddress, Boolean> heard = new HashMap<>(voice.online());
    for (GatewayAddress gone : Departed.among(connection, heard)) {
      voice.sayOffline(gone);
      heard.put(gone, false);
    }
    return heard;
  }

  private void tell(Map<GatewayAddress, List<Confirmation>> known, long connection) {
    if (connection != toldOn) {
      told.clear(); // the broker may have forgotten everything
    }
    toldOn = connection;
    for (Map.Entry<GatewayAddress, List<Confirmation>> each : known.entrySet()) {
      if (!each.getValue().equals(told.get(each.getKey()))) {
        if (!voice.tell(each.getKey(), each.getValue())) {
          toldOn = 0; // all of it once more
          return;
        }
        told.put(each.getKey(), each.getValue());
      }
    }
  }

  private static final String TURN = "SELECT pg_try_advisory_xact_lock(1126002)";

  private static boolean mayLook(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TURN);
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Finishes the look that is under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSING_MS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
