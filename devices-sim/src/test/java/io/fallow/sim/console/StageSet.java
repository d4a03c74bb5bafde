package io.fallow.sim.console;

/** The stage, or why it could not be set: a second try would take as long and fail as well. */
record StageSet(Stage stage, RuntimeException failure) implements AutoCloseable {

  static StageSet set() {
    try {
      return new StageSet(new Stage(), null);
    } catch (RuntimeException e) {
      return new StageSet(null, e);
    }
  }

  Stage orThrow() {
    if (failure != null) {
      throw failure;
    }
    return stage;
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}
