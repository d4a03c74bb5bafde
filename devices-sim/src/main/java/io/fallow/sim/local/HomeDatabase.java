package io.fallow.sim.local;

import io.fallow.telemetry.rejects.RejectedCommand;
import io.fallow.telemetry.store.Database;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Lends the home folder's database to a command of telemetry's. */
record HomeDatabase(Path root, Map<String, String> env) implements RejectedCommand.Lender {

  @Override
  public int lend(ToIntFunction<Database> work) {
    LocalConfig config = LocalConfig.of(env, root);
    LocalLogging.to(new Home(config.home()).logs(), "commands");
    try (AttachedDatabase attached = AttachedDatabase.of(config)) {
      return work.applyAsInt(attached.database());
    }
  }
}
