package io.fallow.scheduler;

import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Role;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an organisation's first admin a member; who is one can do all the rest through the API. */
@Command(name = "members", description = "Adds and lists an organisation's members.")
final class MembersCommand implements Runnable {

  private static final int DONE = 0;
  private static final int REFUSED = 1;

  private final Function<ToIntFunction<Database>, Integer> database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  /**
   * The command.
   *
   * @param database opens it for some work, and closes it afterwards
   */
  MembersCommand(Function<ToIntFunction<Database>, Integer> database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(name = "add", description = "Makes a person a member, or gives a member other roles.")
  int add(
      @Option(names = "--organisation", required = true, description = "its code") String code,
      @Option(names = "--person", required = true, description = "the sub of their token")
          String person,
      @Option(names = "--role", required = true, description = "once or several times")
          List<String> roles) {
    List<Role> known = roles.stream().map(Role::of).flatMap(Optional::stream).toList();
    if (known.size() < roles.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "A role is one of " + List.of(Role.values()).stream().map(Role::code).toList());
    }
    return database.apply(
        opened ->
            in(
                opened,
                code,
                organisation ->
                    new Members(opened)
                        .put(organisation.id(), person, known, "the platform", clock.instant())
                        .fold(
                            done -> said(person + " is a member of " + code + "."),
                            () -> refused(person + " is its last admin, and stays one."),
                            () -> refused(person + " is no member."))));
  }

  @Command(name = "list", description = "Lists an organisation's members.")
  int list(
      @Option(names = "--organisation", required = true, description = "its code") String code) {
    return database.apply(
        opened ->
            in(
                opened,
                code,
                organisation -> {
                  PrintWriter out = spec.commandLine().getOut();
                  new Members(opened)
                      .in(organisation.id())
                      .forEach(
                          each ->
                              out.printf(
                                  "%s: %s%n",
                                  each.person(),
                                  String.join(
                                      ", ",
                                      each.roles().stream().sorted().map(Role::code).toList())));
                  return DONE;
                }));
  }

  private int in(Database opened, String code, Function<Organisation, Integer> work) {
    return new Registry(opened)
        .organisation(code)
        .map(work)
        .orElseGet(() -> refused("There is no organisation " + code + "."));
  }

  private int said(String what) {
    spec.commandLine().getOut().println(what);
    return DONE;
  }

  private int refused(String why) {
    spec.commandLine().getErr().println(why);
    return REFUSED;
  }
}
