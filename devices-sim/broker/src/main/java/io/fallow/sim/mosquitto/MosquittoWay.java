package io.fallow.sim.mosquitto;

import java.util.List;

/** A way to come by a Mosquitto, in the order in which they are tried. */
public enum MosquittoWay {
  /** A program {@code mosquitto}, version 2, on this machine. */
  INSTALLED("mosquitto on this machine"),
  /** Debian's package, unpacked into a cache folder. */
  DEBIAN_PACKAGES("Debian's package, unpacked into a cache folder"),
  /** The official image in a container. */
  DOCKER("Docker");

  /** All ways, in order. */
  public static final List<MosquittoWay> ALL = List.of(values());

  private final String title;

  MosquittoWay(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
