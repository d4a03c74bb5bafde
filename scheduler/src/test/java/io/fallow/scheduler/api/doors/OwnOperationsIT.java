package io.fallow.scheduler.api.doors;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each operation answers to a member who has one role and nothing else, and asks for what is
 * the organisation's own: exactly what the table says. Each call is about things that were made
 * just for it.
 */
class OwnOperationsIT {

  private static final Duration PAST = Duration.ofSeconds(47 * 60 + 13);

  @Test
  void eachOperationAnswersEachRoleAsTheTableSays(@TempDir Path folder) throws Exception {
    ApiWorld world = new ApiWorld(folder);
    try (world) {
      Doors doors = new Doors(world);
      Map<String, StringBuilder> lines = new LinkedHashMap<>();
      doors.all().forEach(each -> lines.put(each.id(), new StringBuilder(each.id())));
      for (Role role : Role.values()) {
        Victim own = organisation(world, role);
        Caller only = new Caller("only-" + role.code(), "Only " + role, own.organisation());
        world.member(only, role);
        for (Operation operation : doors.all()) {
          own.afresh();
          int status = doors.by(only, operation, own).status();
          lines.get(operation.id()).append(' ').append(status);
        }
      }
      Table.assertSaid(
          "own-operations.txt", lines.values().stream().map(StringBuilder::toString).toList());
      System.out.printf(
          "%d operations in each of %d roles on one's own: all as the table says%n",
          lines.size(), Role.values().length);
    }
  }

  private static Victim organisation(ApiWorld world, Role role) {
    String code = "own-" + role.code();
    world.services.registry().registerOrganisation(code, "Of an " + role);
    return new Victim(world, new Caller("boss-" + role.code(), "Boss", code), PAST);
  }
}
