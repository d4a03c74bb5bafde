package io.fallow.sim.local;

import io.fallow.scheduler.SchedulerVerticle;
import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.Limits;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.sim.world.DemoWorld;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.ops.HealthCheck;
import io.fallow.telemetry.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The scheduler's API with a local issuer and the demo world's people. */
final class LocalApi implements AutoCloseable {

  private static final int WAITING = 256;

  private final Verticles verticles;
  private final SchedulerVerticle verticle;
  private final Home home;
  private final LocalPeople people;
  private final Clock clock;
  private volatile Verticles.Deployment deployed = () -> {};

  /**
   * The API, not yet started.
   *
   * @param gatewayAccess lets gateways in at the stack's broker
   * @param connections of the database's pool, and threads for requests
   */
  LocalApi(
      Verticles verticles,
      LocalConfig config,
      Home home,
      DemoWorld world,
      Database database,
      GatewayAccess gatewayAccess,
      int connections,
      PrometheusMeterRegistry meters,
      Clock clock,
      List<HealthCheck> checks) {
    this.verticles = verticles;
    this.home = home;
    this.clock = clock;
    LocalIssuer issuer = LocalIssuer.open(home.issuer());
    people = new LocalPeople(issuer, callers(world));
    SchedulerServices services = SchedulerServices.over(database, gatewayAccess, meters);
    ApiConfig settings =
        new ApiConfig(config.bind(), config.httpPort(), issuer.trust(), connections, WAITING, true)
            .within(Limits.USUAL);
    ApiServer server =
        new ApiServer(
            verticles.vertx(), settings, services, meters, clock, Optional.of(people), checks);
    verticle =
        new SchedulerVerticle(server, services, AuditKeys.open(home.auditKeys()), meters, clock);
  }

  /** Listens, and leaves a token of each person in the home folder. */
  void start() throws IOException {
    deployed = verticles.deploy(verticle);
    for (LocalPeople.SignedIn signedIn : people()) {
      Home.writePrivate(home.token(signedIn.person().person()), signedIn.token());
    }
  }

  /** The people, with fresh tokens. */
  List<LocalPeople.SignedIn> people() {
    return people.signedIn(clock.instant());
  }

  @Override
  public void close() {
    deployed.close();
  }

  private static List<Caller> callers(DemoWorld world) {
    return world.people().stream()
        .map(person -> new Caller(person.id(), person.name(), person.organisation()))
        .toList();
  }
}
