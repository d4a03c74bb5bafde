package io.fallow.sim.local;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Vert.x on which the stack's verticles run. Blocks until what it is told is done. */
final class Verticles implements AutoCloseable {

  /** A running verticle; closing stops it. */
  interface Deployment extends AutoCloseable {

    @Override
    void close();
  }

  private static final int PATIENCE_SECONDS = 90;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));

  Vertx vertx() {
    return vertx;
  }

  /** Starts a verticle. */
  Deployment deploy(Deployable verticle) {
    String id = finished(vertx.deployVerticle(verticle));
    return () -> finished(vertx.undeploy(id));
  }

  /** Stops the verticles that are still running. */
  @Override
  public void close() {
    finished(vertx.close());
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartException("Nothing came of it within " + PATIENCE_SECONDS + " s.", e);
    }
  }
}
