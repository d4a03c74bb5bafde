package io.fallow.sim;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rooms of the design: which package may know which, and which library. */
class ArchitectureTest {

  private static final String ROOT = "io.fallow.";

  /**
   * Each package and what of ours it may use besides itself; {@code ..} takes in its subpackages.
   */
  private static final Map<String, List<String>> ROOMS =
      new TreeMap<>(
          Map.ofEntries(
              room("gateway.wire"),
              room("gateway.wire.sparkplug", "gateway.wire"),
              room("gateway.retry"),
              room("gateway.tls"),
              room("gateway.settings"),
              room("gateway.source", "gateway.wire", "gateway.settings", "gateway.retry"),
              room("gateway.source.csv", "gateway.source", "gateway.wire"),
              sourceOf("lines", "gateway.source.csv"),
              sourceOf("modbus"),
              sourceOf("mqtt", "gateway.tls"),
              sourceOf("mtconnect"),
              sourceOf("push"),
              room("gateway.intake", "gateway.source", "gateway.queue", "gateway.wire"),
              room(
                  "gateway.config",
                  "gateway.source",
                  "gateway.settings",
                  "gateway.intake",
                  "gateway.queue"),
              room("gateway.credentials", "gateway.wire"),
              room(
                  "gateway.ops",
                  "gateway.source",
                  "gateway.intake",
                  "gateway.queue",
                  "gateway.uplink",
                  "gateway.wire"),
              room("gateway.program", "gateway.."),
              room("gateway.queue", "gateway.wire"),
              room(
                  "gateway.uplink",
                  "gateway.wire",
                  "gateway.queue",
                  "gateway.retry",
                  "gateway.tls"),
              room("gateway", "gateway.."),
              room("telemetry.store"),
              room("telemetry.secret"),
              room("telemetry.registry", "telemetry.store", "gateway.wire"),
              room("telemetry.gateways", "telemetry.store", "gateway.wire"),
              room(
                  "telemetry.ingest",
                  "telemetry.gateways",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room("telemetry.usage", "telemetry.store", "telemetry.registry", "gateway.wire"),
              room("telemetry.retention", "telemetry.store"),
              room(
                  "telemetry.rejects",
                  "telemetry.ingest",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room(
                  "telemetry.forecast",
                  "telemetry.usage",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room(
                  "telemetry.sparkplug",
                  "telemetry.ingest",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire",
                  "gateway.wire.sparkplug"),
              room("telemetry.work"),
              room(
                  "telemetry.enrolment",
                  "telemetry.secret",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room(
                  "telemetry.access",
                  "telemetry.enrolment",
                  "telemetry.ingest",
                  "telemetry.registry",
                  "telemetry.work",
                  "gateway.wire"),
              room("telemetry.ops", "telemetry.store", "telemetry.work"),
              room("telemetry", "telemetry..", "gateway.wire"),
              room("scheduler.calendar", "telemetry.store", "telemetry.registry", "gateway.wire"),
              room("scheduler.membership", "telemetry.secret", "telemetry.store"),
              room("scheduler.audit", "telemetry.store"),
              room("scheduler.session", "scheduler.calendar", "telemetry.store", "gateway.wire"),
              room("scheduler.sharing", "telemetry.store", "telemetry.registry"),
              room(
                  "scheduler.telling",
                  "scheduler.calendar",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.live",
                  "telemetry.gateways",
                  "telemetry.usage",
                  "telemetry.store",
                  "gateway.wire"),
              room("scheduler.telling.webhook", "scheduler.telling", "telemetry.store"),
              room(
                  "scheduler.telling.feed",
                  "telemetry.secret",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.policy",
                  "scheduler.calendar",
                  "scheduler.membership",
                  "scheduler.sharing",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.idle",
                  "scheduler.calendar",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "telemetry.usage",
                  "telemetry.forecast",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room(
                  "scheduler.booking",
                  "gateway.wire",
                  "scheduler.calendar",
                  "scheduler.membership",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "scheduler.telling",
                  "scheduler.idle",
                  "telemetry.usage",
                  "telemetry.forecast",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.attendance",
                  "scheduler.booking",
                  "scheduler.calendar",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "scheduler.telling",
                  "scheduler.idle",
                  "telemetry.usage",
                  "telemetry.forecast",
                  "telemetry.store",
                  "telemetry.registry",
                  "gateway.wire"),
              room(
                  "scheduler.group",
                  "scheduler.booking",
                  "scheduler.calendar",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "scheduler.telling",
                  "scheduler.idle",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.agreement",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "scheduler.telling",
                  "telemetry.store",
                  "telemetry.registry"),
              room(
                  "scheduler.circle",
                  "scheduler.agreement",
                  "scheduler.sharing",
                  "scheduler.policy",
                  "scheduler.telling",
                  "telemetry.store",
                  "telemetry.registry"),
              room("scheduler.api", "scheduler..", "telemetry..", "gateway.wire"),
              operations("operation"),
              operations("asset", "gateway.wire.sparkplug"),
              operations("calendar"),
              operations("idle"),
              operations("audit", "scheduler.audit"),
              operations("booking", "scheduler.session"),
              operations("gateway"),
              operations("group"),
              operations("policy"),
              operations("membership"),
              operations("sharing"),
              operations("telling", "scheduler.telling..", "scheduler.live"),
              room(
                  "scheduler.api.contract",
                  "scheduler.api.problem",
                  "scheduler.membership",
                  "scheduler.calendar"),
              room(
                  "scheduler.api.auth",
                  "scheduler.api.contract",
                  "scheduler.api.problem",
                  "scheduler.membership",
                  "telemetry.work",
                  "gateway.wire"),
              room("scheduler.api.problem", "telemetry.store", "telemetry.work"),
              room(
                  "scheduler.api.signin",
                  "scheduler.api.auth",
                  "scheduler.api.problem",
                  "telemetry.work"),
              room("scheduler", "scheduler..", "telemetry..", "gateway.wire"),
              room("sim.machine"),
              room("sim.database", "sim.machine"),
              room("sim.broker"),
              room("sim.edge"),
              room("sim.mosquitto", "sim.machine"),
              room("sim.process", "sim.machine", "sim.database", "sim.http", "scheduler"),
              room("sim.http"),
              room("sim.history"),
              room("sim.load", "sim.process", "gateway.wire"),
              room("sim.bench", ".."),
              room("sim.machines", "sim.broker"),
              room("sim.device", "gateway.wire"),
              room("sim.world", ".."),
              room("sim.truth", ".."),
              room("sim.forecast", ".."),
              room("sim.trial", ".."),
              room("sim.local", ".."),
              room("sim", "sim..")));

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.fallow");

  @Test
  void everyPackageHasItsRow() {
    TreeSet<String> packages = new TreeSet<>();
    OURS.forEach(type -> packages.add(type.getPackageName().substring(ROOT.length())));
    assertThat(ROOMS.keySet()).containsAll(packages);
  }

  static Stream<String> rooms() {
    return ROOMS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyTheRoomsOfItsRow(String room) {
    String[] allowed =
        Stream.concat(Stream.of(room), ROOMS.get(room).stream())
            .map(name -> name.equals("..") ? "io.fallow.." : ROOT + name)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room)
        .should()
        .dependOnClassesThat(resideInAPackage("io.fallow..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("io.fallow.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void theGatewayKnowsNoDatabaseButTheOneInItsQueue() {
    noClasses()
        .that()
        .resideInAPackage("io.fallow.gateway..")
        .and()
        .resideOutsideOfPackage("io.fallow.gateway.queue")
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("io.fallow.gateway..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.postgresql..", "com.zaxxer.."))
        .check(OURS);
  }

  static Stream<Map.Entry<String, List<String>>> libraries() {
    return Stream.of(
        Map.entry("com.zaxxer.hikari..", List.of("telemetry.store")),
        Map.entry("org.flywaydb..", List.of("telemetry.store")),
        Map.entry(
            "org.eclipse.paho..",
            List.of(
                "gateway.uplink",
                "gateway.source.mqtt",
                "sim.machines",
                "telemetry.ingest",
                "telemetry.sparkplug",
                "telemetry.access")),
        Map.entry("com.ghgande..", List.of("gateway.source.modbus", "sim.machines")),
        Map.entry("com.networknt..", List.of("gateway.config")),
        Map.entry("org.snakeyaml..", List.of("gateway.config")),
        Map.entry("org.eclipse.tahu..", List.of("gateway.wire.sparkplug")),
        Map.entry("org.sqlite..", List.of("gateway.queue")),
        Map.entry(
            "io.vertx..",
            List.of(
                "telemetry.work",
                "telemetry.ops",
                "telemetry.access",
                "telemetry",
                "scheduler.api..",
                "scheduler",
                "sim.trial",
                "sim.local")),
        Map.entry("com.nimbusds..", List.of("scheduler.api.auth", "scheduler")),
        Map.entry("io.github.bucket4j..", List.of("scheduler.api.auth")),
        Map.entry("net.fortuna.ical4j..", List.of("scheduler.calendar", "scheduler.telling..")),
        Map.entry("org.apache.activemq..", List.of("sim.broker")),
        Map.entry("org.testcontainers..", List.of("sim.machine", "sim.database", "sim.mosquitto")));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysInItsRooms(Map.Entry<String, List<String>> library) {
    String[] rooms = library.getValue().stream().map(ROOT::concat).toArray(String[]::new);
    noClasses()
        .that(not(resideInAnyPackage(rooms)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library.getKey())
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void everyPackageSaysItsReason() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> file.toString().contains("/src/main/java/io/fallow/"))
                  .map(Path::getParent)
                  .distinct()
                  .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
          .isEmpty();
    }
  }

  /** A room of the API's operations: it may use the domain, and no other such room. */
  private static Map.Entry<String, List<String>> operations(String name, String... andAlso) {
    List<String> mayUse =
        Stream.concat(
                Stream.of(
                    "scheduler.api.operation",
                    "scheduler.api.auth",
                    "scheduler.api.contract",
                    "scheduler.api.problem",
                    "scheduler.agreement",
                    "scheduler.attendance",
                    "scheduler.booking",
                    "scheduler.calendar",
                    "scheduler.circle",
                    "scheduler.group",
                    "scheduler.idle",
                    "scheduler.membership",
                    "scheduler.policy",
                    "scheduler.sharing",
                    "scheduler.telling",
                    "telemetry..",
                    "gateway.wire"),
                Stream.of(andAlso))
            .toList();
    return Map.entry("scheduler.api." + name, mayUse);
  }

  private static Map.Entry<String, List<String>> sourceOf(String kind, String... andAlso) {
    List<String> mayUse =
        Stream.concat(
                Stream.of("gateway.source", "gateway.settings", "gateway.wire"), Stream.of(andAlso))
            .toList();
    return Map.entry("gateway.source." + kind, mayUse);
  }

  private static Map.Entry<String, List<String>> room(String name, String... mayUse) {
    return Map.entry(name, List.of(mayUse));
  }
}
