package io.fallow.sim.database;

import io.fallow.sim.machine.MachineException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after a server and starts it again when it has died, until it is closed. */
final class Revival implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
  private static final int EACH_S = 1;

  private final Server server;
  private final Thread looking = new Thread(this::look, "database-revival");

  Revival(Server server) {
    this.server = server;
    looking.setDaemon(true);
    looking.start();
  }

  private void look() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(EACH_S);
        if (server.died()) {
          revive();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void revive() {
    LOG.warn("the database died; starting it again");
    try {
      server.revive();
      LOG.info("the database is up again");
    } catch (MachineException e) {
      LOG.error("the database does not start again yet", e);
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
