package io.fallow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MembersCommandIT {

  @TempDir Path folder;

  private static String output(ApiWorld world, int code, String... arguments) {
    CommandLine commands =
        SchedulerCommands.commandLine(
            Map.of(
                "FALLOW_DB_URL", world.server.jdbcUrl(),
                "FALLOW_DB_USER", world.server.user(),
                "FALLOW_DB_PASSWORD", world.server.password()));
    StringWriter out = new StringWriter();
    commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
    assertThat(commands.execute(arguments)).as(out.toString()).isEqualTo(code);
    return out.toString().strip();
  }

  @Test
  void makesAnOrganisationsFirstAdmin() {
    try (ApiWorld world = new ApiWorld(folder)) {
      assertThat(
              output(
                  world,
                  0,
                  "members",
                  "add",
                  "--organisation",
                  "forge",
                  "--person",
                  "fred",
                  "--role",
                  "admin",
                  "--role",
                  "booker"))
          .isEqualTo("fred is a member of forge.");
      assertThat(output(world, 0, "members", "list", "--organisation", "forge"))
          .isEqualTo("fred: admin, booker");
      assertThat(
              output(
                  world,
                  1,
                  "members",
                  "add",
                  "--organisation",
                  "forge",
                  "--person",
                  "fred",
                  "--role",
                  "booker"))
          .isEqualTo("fred is its last admin, and stays one.");
      assertThat(output(world, 1, "members", "list", "--organisation", "nowhere"))
          .isEqualTo("There is no organisation nowhere.");
      assertThat(
              output(
                  world,
                  2,
                  "members",
                  "add",
                  "--organisation",
                  "forge",
                  "--person",
                  "fred",
                  "--role",
                  "king"))
          .contains("A role is one of [admin, operator, approver, booker, auditor]");
    }
  }
}
