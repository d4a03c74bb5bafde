package io.fallow.sim.database;

import java.util.List;

/** A way to come by a TimescaleDB, in the order in which they are tried. */
public enum Way {
  /** A database of the user's, named by {@code FALLOW_DB_URL}. */
  URL("FALLOW_DB_URL"),
  /** A PostgreSQL on this machine that has the extension; the cluster is private. */
  INSTALLED("PostgreSQL with the timescaledb extension on this machine"),
  /** Debian's packages, unpacked into a cache folder; the cluster is private. */
  DEBIAN_PACKAGES("Debian's packages, unpacked into a cache folder"),
  /** The official image in a container. */
  DOCKER("Docker");

  /** All ways, in order. */
  public static final List<Way> ALL = List.of(values());

  private final String title;

  Way(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
