package io.fallow.sim.bench;

/** The processes that share the machine. */
enum Role {
  GENERATOR("generator"),
  BROKER("broker"),
  TELEMETRY("telemetry"),
  DATABASE("PostgreSQL"),
  SCHEDULER("scheduler");

  private final String title;

  Role(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
