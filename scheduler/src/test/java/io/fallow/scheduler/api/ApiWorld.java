package io.fallow.scheduler.api;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.SqlValues;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A small world behind a real server and a real database. It is Wednesday, 10:00 UTC. Lakeside's
 * MRI is shared with the harbour clinic and was idle outside 09–17 Berlin time in the four weeks
 * before; its CT is shared with nobody, and neither is the forge's mill.
 */
public final class ApiWorld implements AutoCloseable {

  public static final Instant START = Instant.parse("2026-11-18T10:00:00Z");
  public static final Caller LENA = new Caller("lena", "Lena Lake", "lakeside");
  public static final Caller HANNA = new Caller("hanna", "Hanna Harbor", "harbor-clinic");
  public static final Caller STRANGER = new Caller("sven", "Sven Stranger", "nowhere");

  public final MovableClock clock = new MovableClock(START);
  public final LocalIssuer issuer;
  public final TestDatabase server = TestDatabase.create();
  public final Database database;
  public final SchedulerServices services;
  public final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiServer api;
  private final Set<Caller> members = ConcurrentHashMap.newKeySet();
  public final int port;

  public ApiWorld(Path folder) {
    issuer = LocalIssuer.open(folder);
    database =
        Database.open(
            new DatabaseConfig("api-test", server.jdbcUrl(), server.user(), server.password(), 8));
    database.migrate();
    services = SchedulerServices.over(database, metrics);
    populate();
    api = server(0, 256);
    port = settled(api.start());
  }

  /** One more server over the same world, not started. */
  public ApiServer server(int listenOn, int waiting) {
    return server(new ApiConfig("127.0.0.1", listenOn, issuer.trust(), 8, waiting, true));
  }

  /** One more that runs otherwise. */
  public ApiServer server(ApiConfig config) {
    return new ApiServer(
        vertx,
        config,
        services,
        metrics,
        clock,
        Optional.of(new LocalPeople(issuer, List.of(LENA, HANNA))),
        List.of());
  }

  /** One more that knows nobody of its own, as in production. */
  public ApiServer production(ApiConfig config) {
    return new ApiServer(vertx, config, services, metrics, clock, Optional.empty(), List.of());
  }

  private void populate() {
    Registry registry = services.registry();
    Calendars calendars = new Calendars(database);
    registry.registerOrganisation("lakeside", "Lakeside Hospitals");
    registry.registerOrganisation("harbor-clinic", "Harbor Clinic");
    registry.registerOrganisation("forge", "Forge & Sons");
    calendars.replaceOpenings(
        registry.registerFacility(
            "lakeside", "north", "Lakeside North", ZoneId.of("Europe/Berlin"), 52.5, 13.4),
        WeeklyOpening.always());
    registry.registerFacility("forge", "hall", "The Hall", ZoneId.of("Europe/Berlin"), 48.8, 9.2);
    Asset mri = asset("lakeside", "north", "mri-1", "mri");
    asset("lakeside", "north", "ct-1", "ct");
    asset("forge", "hall", "mill-1", "five_axis_mill");
    services
        .sharing()
        .agree(
            new Terms(
                registry.organisation("lakeside").orElseThrow(),
                registry.organisation("harbor-clinic").orElseThrow(),
                Scope.of(mri),
                START.minus(Duration.ofDays(60))));
    fourWeeks(mri);
  }

  private Asset asset(String organisation, String facility, String code, String type) {
    return services
        .registry()
        .registerAsset(
            new NewAsset(
                organisation,
                facility,
                code,
                "Machine " + code,
                type,
                Set.of("contrast"),
                new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  private static final String HOURS =
      """
      INSERT INTO utilisation_hour (asset_id, hour, in_use_s, standby_s, off_s, fault_s, energy_wh)
      SELECT ?, h, CASE WHEN busy THEN 3600 ELSE 0 END, CASE WHEN busy THEN 0 ELSE 3600 END, 0, 0,
             CASE WHEN busy THEN 20000 ELSE 4000 END
      FROM generate_series(?::timestamptz - interval '28 days', ?::timestamptz - interval '1 hour',
                           '1 hour') h,
           LATERAL (SELECT extract(hour FROM h AT TIME ZONE 'Europe/Berlin') BETWEEN 9 AND 16 AS busy) b
      """;

  private static final String NOW =
      """
      INSERT INTO usage_state (asset_id, last_time, activity, power_w, since, holds_until)
      VALUES (?, ?, ?, 18250, ?, ?)
      """;

  private static final String INTERVALS =
      """
      INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)
      SELECT ?, h, h + interval '1 hour',
             CASE WHEN extract(hour FROM h AT TIME ZONE 'Europe/Berlin') BETWEEN 9 AND 16
                  THEN ? ELSE ? END
      FROM generate_series(?::timestamptz - interval '28 days', ?::timestamptz - interval '3 hours',
                           '1 hour') h
      """;

  private static final String INTERVAL =
      "INSERT INTO usage_interval (asset_id, started_at, ended_at, activity) VALUES (?, ?, ?, ?)";

  private void fourWeeks(Asset asset) {
    run(HOURS, asset.id(), at(Duration.ZERO), at(Duration.ZERO));
    short inUse = Activity.IN_USE.code();
    run(
        NOW,
        asset.id(),
        at(Duration.ofMinutes(-1)),
        inUse,
        at(Duration.ofHours(-2)),
        at(Duration.ofMinutes(4)));
    run(
        INTERVALS,
        asset.id(),
        inUse,
        Activity.STANDBY.code(),
        at(Duration.ZERO),
        at(Duration.ZERO));
    run(INTERVAL, asset.id(), at(Duration.ofHours(-2)), at(Duration.ofMinutes(-1)), inUse);
  }

  private static Object at(Duration fromStart) {
    return START.plus(fromStart).atOffset(ZoneOffset.UTC);
  }

  public void run(String sql, Object... parameters) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  public long count(String sql, Object... parameters) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** Ends all agreements at this moment. */
  public void endAgreements() {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE agreement SET valid = tstzrange(lower(valid), ?)")) {
            statement.setObject(1, SqlValues.timestamp(clock.instant()));
            return statement.executeUpdate();
          }
        });
  }

  /** Ends the server; the world goes on. */
  public void stopApi() {
    settled(api.close());
  }

  /** A token for somebody who is made a member of their organisation with every role. */
  public String token(Caller caller) {
    if (members.add(caller)) {
      services
          .registry()
          .organisation(caller.organisation())
          .ifPresentOrElse(known -> join(known, caller), () -> members.remove(caller));
    }
    return issuer.token(caller, clock.instant(), Duration.ofHours(1));
  }

  private void join(Organisation organisation, Caller caller) {
    join(organisation, caller, List.of(Role.values()));
  }

  private void join(Organisation organisation, Caller caller, List<Role> roles) {
    services
        .memberships()
        .put(organisation.id(), caller.person(), roles, "the test", clock.instant());
  }

  /** Makes somebody a member with these roles alone. */
  public Caller member(Caller caller, Role... roles) {
    join(
        services.registry().organisation(caller.organisation()).orElseThrow(),
        caller,
        List.of(roles));
    members.add(caller);
    return caller;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  public HttpRequest.Builder as(Caller caller, String path) {
    return request(path).header("Authorization", "Bearer " + token(caller));
  }

  public Reply get(Caller caller, String path) throws Exception {
    return send(as(caller, path));
  }

  public Reply post(Caller caller, String path, String body) throws Exception {
    return send(posted(caller, path, body));
  }

  public HttpRequest.Builder posted(Caller caller, String path, String body) {
    return as(caller, path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  public Reply send(HttpRequest.Builder request) throws Exception {
    return new Reply(http.send(request.build(), FirstEvent::ofWhatNeverEnds));
  }

  public CompletableFuture<Reply> sendSoon(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Reply::new);
  }

  /** Waits for a future of Vert.x. */
  public static <T> T settled(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    settled(api.close());
    settled(vertx.close());
    database.close();
    server.close();
  }
}
