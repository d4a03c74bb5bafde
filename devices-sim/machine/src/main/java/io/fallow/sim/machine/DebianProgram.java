package io.fallow.sim.machine;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A program to take from Debian's packages.
 *
 * @param name of its folder in the cache; changes when what is made of the packages changes
 * @param title for a person, such as {@code Mosquitto}
 * @param megabytes to download, about
 * @param packages that hold it; what they depend on comes too
 * @param notNeeded file names of packages that need not be unpacked
 * @param programs to be started, as paths below the root folder; the first must be there
 */
public record DebianProgram(
    String name,
    String title,
    int megabytes,
    List<String> packages,
    Pattern notNeeded,
    List<String> programs) {

  public DebianProgram {
    packages = List.copyOf(packages);
    programs = List.copyOf(programs);
    if (packages.isEmpty() || programs.isEmpty()) {
      throw new IllegalArgumentException("a program lies in a package and has a path");
    }
  }
}
